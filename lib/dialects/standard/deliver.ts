import type { DeliveryInput, EncodedDelivery } from '#lib/dialects/kit/adapter.ts'

/** Standard Webhooks: `{type, timestamp, data}`; the id travels in its header, the time of the attempt in another. */
export function encodeDelivery(input: DeliveryInput): EncodedDelivery {
  return {
    body: JSON.stringify({
      type: input.eventType,
      timestamp: input.occurredAt.toISOString(),
      data: input.data,
    }),
    headers: {
      'content-type': 'application/json',
      'webhook-id': `msg_${input.messageId}`,
      'webhook-timestamp': String(Math.floor(input.sentAt.getTime() / 1000)),
    },
  }
}
