import type { Endpoint } from '#lib/domain/endpoints/fields.ts'
import type { WebhookWire } from './wire.ts'

/** A webhook as the wire shows it. `secret` is null where there is none, and for whom may not see it (V3). */
export function encodeWebhook(endpoint: Endpoint, secret: string | null): WebhookWire {
  return {
    id: endpoint.publicId,
    name: endpoint.name,
    url: endpoint.url,
    events: endpoint.events.map((event) => event.type),
    auth_enable: endpoint.signing,
    webhook_secret: endpoint.signing ? secret : null,
    created_at: endpoint.createdAt.toISOString(),
  }
}
