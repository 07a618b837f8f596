const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS

export const seconds = (count: number): number => count * SECOND_MS
export const minutes = (count: number): number => count * MINUTE_MS
export const hours = (count: number): number => count * HOUR_MS
export const days = (count: number): number => count * 24 * HOUR_MS

/** For Patchbay's own format, and for dialects whose vendor publishes no schedule: ten attempts in about three days. */
export const standardSchedule = {
  delaysMs: [
    0,
    seconds(5),
    minutes(5),
    minutes(30),
    hours(2),
    hours(5),
    hours(10),
    hours(14),
    hours(20),
    hours(24),
  ],
  jitter: 0.2,
  timeoutMs: seconds(15),
  honoursRetryAfter: true,
} as const
