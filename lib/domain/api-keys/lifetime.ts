/** Ten years: longer than any key should live, and far from where dates end. */
export const MAX_LIFETIME_SECONDS = 10 * 365 * 86_400
