const BULLETS = '\u2022'.repeat(24)

/** For secrets without a prefix: constant, so it tells nothing. */
export const maskAll = (): string => BULLETS

/** For `whsec_…`: constant after the prefix, which all of them share. */
export const maskAfterPrefix = (): string => `whsec_${BULLETS}`
