import type { DeliveryRule } from '#lib/domain/endpoints/profile.ts'

const SECOND_MS = 1000
const units = [
  { name: 'days', one: 'day', ms: 24 * 60 * 60 * SECOND_MS },
  { name: 'h', one: 'h', ms: 60 * 60 * SECOND_MS },
  { name: 'min', one: 'min', ms: 60 * SECOND_MS },
  { name: 's', one: 's', ms: SECOND_MS },
] as const

/** "5 s", "2 min 5 s", "24 h", no number torn from its unit; days only from two on. */
export function durationText(durationMs: number): string {
  const largest = units.findIndex(({ name, ms }) => durationMs >= (name === 'days' ? 2 * ms : ms))
  if (largest === -1) return '0\u00a0s'
  let restMs = durationMs
  const parts: string[] = []
  for (const { name, one, ms } of units.slice(largest, largest + 2)) {
    const count = Math.floor(restMs / ms)
    restMs -= count * ms
    if (count > 0) parts.push(`${count}\u00a0${count === 1 ? one : name}`)
  }
  return parts.join(' ')
}

/** "10 attempts in about 3 days", "3 attempts in about 6 min". */
export function attemptsText({ delaysMs }: Pick<DeliveryRule, 'delaysMs'>): string {
  const totalMs = delaysMs.reduce((sum, delay) => sum + delay, 0)
  const largest = units.find(({ name, ms }) => totalMs >= (name === 'days' ? 2 * ms : ms)) ?? units[3]
  const rounded = Math.round(totalMs / largest.ms)
  const attempts = delaysMs.length === 1 ? '1 attempt' : `${delaysMs.length} attempts`
  return totalMs === 0
    ? attempts
    : `${attempts} in about ${rounded} ${rounded === 1 ? largest.one : largest.name}`
}

/** "At once, then after 5 s, 5 min and 30 min, ± 20 %." Equal delays are counted: "then three times after 15 min". */
export function delaysText({ delaysMs, jitter }: Pick<DeliveryRule, 'delaysMs' | 'jitter'>): string {
  const [, ...later] = delaysMs
  if (later.length === 0) return 'At once, and not again.'
  const spread = jitter > 0 ? `, ± ${Math.round(jitter * 100)}\u00a0%` : ''
  const [first] = later
  const same = first !== undefined && later.every((delay) => delay === first)
  if (same && later.length > 1)
    return `At once, then ${later.length} times more, ${durationText(first)} apart${spread}.`
  const texts = later.map(durationText)
  const last = texts.pop()
  const list = texts.length > 0 ? `${texts.join(', ')} and ${last}` : last
  return `At once, then after ${list}${spread}.`
}
