import type { ReplayPreview } from '#lib/domain/deliveries/preview-replay.ts'
import { plural } from '../delivery-words.ts'

export const deliveries = (count: number) => plural(count, 'delivery', 'deliveries')

/** What a replay would do, sentence by sentence. */
export function previewSentences({ total, sending, endpoints, paused, gone }: ReplayPreview): string[] {
  if (total === 0) return ['Nothing matches these filters any more.']
  const sentences =
    sending === 0
      ? ['Nothing of what matches can be sent again.']
      : [`${deliveries(sending)} would be sent again, to ${plural(endpoints, 'endpoint')}, once each.`]
  if (paused > 0)
    sentences.push(`${deliveries(paused)} cannot be sent, because the endpoint is paused: resume it first.`)
  if (gone > 0)
    sentences.push(
      `${deliveries(gone)} cannot be sent, because the endpoint was deleted or the message is stored no more.`,
    )
  return sentences
}
