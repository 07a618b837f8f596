import type { DotState } from '#components/ui/state-dot.tsx'
import type { Tone } from '#components/ui/tag.tsx'
import type { DeliveryState } from '#lib/domain/deliveries/delivery.ts'

export const stateLabels: Readonly<Record<DeliveryState, string>> = {
  pending: 'Waiting',
  held: 'Held',
  succeeded: 'Delivered',
  failed: 'Failed',
  cancelled: 'Cancelled',
}

const tones: Readonly<Record<DeliveryState, Tone>> = {
  pending: 'neutral',
  held: 'warn',
  succeeded: 'ok',
  failed: 'bad',
  cancelled: 'neutral',
}

interface HasState {
  readonly state: DeliveryState
  readonly attempts: number
}

const isRetrying = ({ state, attempts }: HasState) => state === 'pending' && attempts > 0

/** The state in one word: what waits after a failure is retrying. */
export function stateLabel(delivery: HasState): string {
  return isRetrying(delivery) ? 'Retrying' : stateLabels[delivery.state]
}

export function stateTone(delivery: HasState): Tone {
  return isRetrying(delivery) ? 'warn' : tones[delivery.state]
}

/** The state as a dot beside words. */
export function stateDot(delivery: HasState): DotState {
  const tone = stateTone(delivery)
  return tone === 'neutral' ? 'off' : tone
}

/** "84 ms", "2.3 s". */
export function durationText(ms: number): string {
  return ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`
}

/** "1.4 KB"; of the text as it went over the wire. */
export function sizeText(text: string): string {
  const bytes = byteLength(text)
  if (bytes < 1_000) return bytes === 1 ? '1 byte' : `${bytes} bytes`
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** What came back in a word: the status, or that there was none. */
export function answerText({ lastCode, attempts }: { lastCode: number | null; attempts: number }): string {
  if (lastCode !== null) return String(lastCode)
  return attempts > 0 ? 'No answer' : '—'
}

/** "1,204", and "10,000+" for what was counted no further. */
export function countText(count: number, isWhole: boolean): string {
  return `${count.toLocaleString('en-US')}${isWhole ? '' : '+'}`
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? `1 ${one}` : `${count.toLocaleString('en-US')} ${many}`
}

/** In UTF-8, as it went over the wire. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length
}
