import type { DeliveryInput, EncodedDelivery } from '#lib/dialects/kit/adapter.ts'

/** Contract §7: `{id, event, version, created_at, <entity>}`; the id is the delivery's, the same for all attempts. */
export function encodeDelivery(input: DeliveryInput): EncodedDelivery {
  return {
    body: JSON.stringify({
      id: `event_${input.deliveryId.replaceAll('-', '')}`,
      event: input.eventType,
      version: 'v1',
      created_at: input.occurredAt.toISOString(),
      [entityOf(input.eventType)]: input.data,
    }),
    headers: { 'Content-Type': 'application/json' },
  }
}

/** The key of the data: `deal.won` → `deal`, `member_joined` → `member`, `usage_logs.created` → `usage_log` (V13). */
export function entityOf(eventType: string): string {
  if (eventType.startsWith('usage_logs.')) return 'usage_log'
  return eventType.split(/[._]/, 1)[0] ?? eventType
}
