import type { DeliveryInput, EncodedDelivery } from '#lib/dialects/kit/adapter.ts'

/** Contract §4, form (a): `{id, type, createdAt, company, data}`; the id is the delivery's, in body and header. */
export function encodeDelivery(input: DeliveryInput): EncodedDelivery {
  return {
    body: JSON.stringify({
      id: input.deliveryId,
      type: input.eventType,
      createdAt: input.occurredAt.toISOString().replace(/\.\d{3}Z$/, 'Z'),
      company: input.teamId,
      data: input.data,
    }),
    headers: {
      'Content-Type': 'application/json',
      'User-Agent': 'Storno-Webhooks/1.0',
      'X-Storno-Event': input.eventType,
      'X-Storno-Delivery': input.deliveryId,
    },
  }
}
