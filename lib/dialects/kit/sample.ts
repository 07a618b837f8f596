import type { DeliveryInput } from './adapter.ts'
import type { JsonObject } from './json.ts'

const occurredAt = '2026-05-26T14:00:00.000Z'

/** A message with made-up ids and times that never change, so that samples on a screen hold still. */
export function sample(
  eventType: string,
  data: JsonObject,
  extra: { readonly payloadVersion?: string; readonly metadata?: JsonObject } = {},
): DeliveryInput {
  return {
    messageId: '2f1c9e4a-3b6d-4a1e-9c2f-7d8e5a6b4c31',
    messageNumber: 48_213,
    deliveryId: 'c3d4e5f6-a7b8-4012-8def-123456789012',
    teamId: '550e8400-e29b-41d4-a716-446655440000',
    eventType,
    payloadVersion: extra.payloadVersion ?? null,
    occurredAt: new Date(occurredAt),
    sentAt: new Date('2026-05-26T14:00:01.000Z'),
    data,
    metadata: extra.metadata ?? {},
  }
}
