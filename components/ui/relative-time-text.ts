const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
/** Older than this, or further off, the date itself says more than a count of days. */
const datedAfterMs = 60 * day

// Spelt out here: the month names of the server's and the browser's locale data differ between versions.
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const twoDigits = (value: number) => String(value).padStart(2, '0')

function amount(distanceMs: number): string {
  if (distanceMs < minute) return `${Math.floor(distanceMs / second)} s`
  if (distanceMs < hour) return `${Math.floor(distanceMs / minute)} min`
  if (distanceMs < day) return `${Math.floor(distanceMs / hour)} h`
  return `${Math.floor(distanceMs / day)} days`
}

function dayAndMonth(date: Date): string {
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]}`
}

/** The calendar date in UTC: "10 Oct", with its year when that is not the year of `nowMs`. */
export function dateText(atMs: number, nowMs: number): string {
  const date = new Date(atMs)
  const year = date.getUTCFullYear()
  return year === new Date(nowMs).getUTCFullYear() ? dayAndMonth(date) : `${dayAndMonth(date)} ${year}`
}

/** "8 s ago", "2 min ago", "yesterday", "42 days ago", "10 Oct 2024"; "in 48 s", "tomorrow" for what is to come. */
export function relativeTimeText(atMs: number, nowMs: number): string {
  const distanceMs = Math.abs(nowMs - atMs)
  const past = atMs <= nowMs
  if (distanceMs < 2 * second) return past ? 'just now' : 'now'
  if (distanceMs >= datedAfterMs) return dateText(atMs, nowMs)
  if (distanceMs >= day && distanceMs < 2 * day) return past ? 'yesterday' : 'tomorrow'
  return past ? `${amount(distanceMs)} ago` : `in ${amount(distanceMs)}`
}

/** The exact moment: "23 Nov 2026, 10:15:04 UTC". */
export function exactTimeText(atMs: number): string {
  const date = new Date(atMs)
  const clock = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(twoDigits).join(':')
  return `${dayAndMonth(date)} ${date.getUTCFullYear()}, ${clock} UTC`
}
