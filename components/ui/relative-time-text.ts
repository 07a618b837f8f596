const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
/** Older than this, or further off, the date itself says more than a count of days. */
const datedAfterMs = 60 * day

// Spelt out here: the month names of the server's and the browser's locale data differ between versions.
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const twoDigits = (value: number) => String(value).padStart(2, '0')

const aDay = 'a day'
const units = [
  { ms: second, most: 60, name: 's' },
  { ms: minute, most: 60, name: 'min' },
  { ms: hour, most: 24, name: 'h' },
] as const

/** In the largest unit of which there is one, never torn from its number; how parts of it count is the caller's choice. */
function amount(distanceMs: number, whole: (value: number) => number): string {
  for (const { ms, most, name } of units) {
    const count = whole(distanceMs / ms)
    if (count < most) return `${count}\u00a0${name}`
  }
  const days = whole(distanceMs / day)
  return days === 1 ? aDay : `${days}\u00a0days`
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
  if (past) {
    const text = amount(distanceMs, Math.floor)
    return text === aDay ? 'yesterday' : `${text} ago`
  }
  // Rounded: what is given seven days has seven, not six, a second later.
  const text = amount(distanceMs, Math.round)
  return text === aDay ? 'tomorrow' : `in ${text}`
}

/** The exact moment: "23 Nov 2026, 10:15:04 UTC". */
export function exactTimeText(atMs: number): string {
  const date = new Date(atMs)
  const clock = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(twoDigits).join(':')
  return `${dayAndMonth(date)} ${date.getUTCFullYear()}, ${clock} UTC`
}
