/** In days. */
export const MAX_RETENTION_DAYS = 3_650
export const MAX_PAUSE_AFTER_DAYS = 90
