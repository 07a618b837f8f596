import type { EndpointHealth } from '#lib/domain/deliveries/endpoint-health.ts'
import { countText, plural } from '../delivery-words.ts'

type Counts = Pick<EndpointHealth, 'succeeded' | 'failed'>

/** "99.2 %" of the attempts; never 100 where one failed, never 0 where one arrived. Null where none was made. */
export function successText({ succeeded, failed }: Counts): string | null {
  const all = succeeded + failed
  if (all === 0) return null
  const percent = (succeeded / all) * 100
  if (succeeded === all || succeeded === 0) return `${percent} %`
  return `${Math.min(99.9, Math.max(0.1, percent)).toFixed(1)} %`
}

/** "1,284 delivered, 10 failed attempts". */
export function countsText({ succeeded, failed, isWhole }: EndpointHealth): string {
  const delivered = `${succeeded.toLocaleString('en-US')} delivered`
  const counts = failed === 0 ? delivered : `${delivered}, ${plural(failed, 'failed attempt')}`
  return isWhole ? counts : `${counts}, of the newest ${countText(succeeded + failed, true)} attempts`
}

/** The chart in words: the whole, and the hours in which something failed. */
export function chartText(health: EndpointHealth): string {
  const { hours, succeeded, failed } = health
  if (succeeded + failed === 0) return 'Nothing was sent in the last 24 hours.'
  const whole = `Last 24 hours: ${countsText(health)}.`
  const worst = hours.filter((hour) => hour.failed > 0)
  if (worst.length === 0) return whole
  const named = worst.slice(-5).map((hour) => `${hour.failed} at ${hour.from.slice(11, 16)}`)
  const more =
    worst.length > named.length ? `, and in ${plural(worst.length - named.length, 'hour')} before` : ''
  return `${whole} Failed attempts by hour, UTC: ${named.join(', ')}${more}.`
}

/** "3 deliveries wait until it is resumed."; null where nothing waits. */
export function heldText({ held, unfinishedIsWhole }: EndpointHealth): string | null {
  if (held === 0) return null
  const count = `${countText(held, unfinishedIsWhole)} ${held === 1 ? 'delivery waits' : 'deliveries wait'}`
  return `${count} until the endpoint is resumed.`
}
