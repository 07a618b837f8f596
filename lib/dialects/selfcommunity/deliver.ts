import type { DeliveryInput, EncodedDelivery } from '#lib/dialects/kit/adapter.ts'

/** Contract §5: `{event_id, type, created, data}`. The time of the attempt is inside the signature's header. */
export function encodeDelivery(input: DeliveryInput): EncodedDelivery {
  const type = JSON.stringify(input.eventType)
  const data = JSON.stringify(input.data)
  const created = epochSeconds(input.occurredAt)
  return {
    body: `{"event_id":${input.messageNumber},"type":${type},"created":${created},"data":${data}}`,
    headers: { 'Content-Type': 'application/json' },
  }
}

/** A float also on the full second, as the vendor's own writer does: receivers may read its type from the text. */
function epochSeconds(time: Date): string {
  const value = time.getTime() / 1000
  return Number.isInteger(value) ? value.toFixed(1) : String(value)
}
