/** In characters. A page that only says it does not need the schemas. */
export const PASSWORD_MIN_LENGTH = 12
/** Bounds the work of hashing. */
export const PASSWORD_MAX_LENGTH = 256
