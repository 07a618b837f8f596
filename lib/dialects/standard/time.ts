/** RFC 3339. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i

/** As a pattern for people. */
export const TIME_EXAMPLE = '2026-05-26T14:00:00Z'

/** The moment that a text names; null for what is no time, and for a day or an hour that there is not. */
export function readTime(value: unknown): Date | null {
  if (typeof value !== 'string' || !TIME.test(value)) return null
  const text = value.toUpperCase()
  const time = new Date(text)
  return !Number.isNaN(time.getTime()) && isOnCalendar(text.slice(0, 19)) ? time : null
}

/** `Date` reads the 31st of February as a day in March, and hour 24 as the next day's first. */
function isOnCalendar(local: string): boolean {
  return new Date(`${local}Z`).toISOString().startsWith(local)
}
