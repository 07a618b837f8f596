import type { EndpointHealth, HealthHour } from '#lib/domain/deliveries/endpoint-health.ts'
import { countText, durationText, plural } from '../delivery-words.ts'

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

/** "12 delivered, 1 failed" of one hour. */
export function attemptsText({ succeeded, failed }: Counts): string {
  if (succeeded + failed === 0) return 'nothing sent'
  return `${succeeded.toLocaleString('en-US')} delivered, ${failed.toLocaleString('en-US')} failed`
}

/** "median 84 ms, p95 1.2 s" of one hour. */
export function latencyText({ p50Ms, p95Ms }: Pick<HealthHour, 'p50Ms' | 'p95Ms'>): string {
  if (p50Ms === null || p95Ms === null) return 'nothing sent'
  return `median ${durationText(p50Ms)}, p95 ${durationText(p95Ms)}`
}

/** A line of steps, each one wide at its height; null leaves a gap. */
export function stepsPath(heights: readonly (number | null)[]): string {
  return heights
    .flatMap((y, at) => {
      if (y === null) return []
      const rounded = Math.round(y * 1_000) / 1_000
      return `${at > 0 && heights[at - 1] !== null ? 'L' : 'M'}${at} ${rounded}H${at + 1}`
    })
    .join('')
}

/** "3 deliveries wait until it is resumed."; null where nothing waits. */
export function heldText({ held, unfinishedIsWhole }: EndpointHealth): string | null {
  if (held === 0) return null
  const count = `${countText(held, unfinishedIsWhole)} ${held === 1 ? 'delivery waits' : 'deliveries wait'}`
  return `${count} until the endpoint is resumed.`
}
