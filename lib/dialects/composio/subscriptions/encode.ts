import type { EndpointWithSecrets } from '#lib/domain/endpoints/fields.ts'
import { encodeCursor, type PageQuery } from './page.ts'
import type { SubscriptionListWire, SubscriptionWire } from './wire.ts'

/** Seven keys in the contract's order; times in milliseconds and `Z`. The secret is whole or its mask, as the caller may see it. */
export function encodeSubscription(
  endpoint: EndpointWithSecrets,
  secret: string | undefined,
): SubscriptionWire {
  return {
    id: endpoint.publicId,
    webhook_url: endpoint.url,
    version: versionOf(endpoint),
    enabled_events: endpoint.events.map((event) => event.type),
    secret: secret ?? endpoint.secrets[0]?.mask ?? '...',
    created_at: endpoint.createdAt.toISOString(),
    updated_at: endpoint.updatedAt.toISOString(),
  }
}

/** Stored by the profile's choices alone. */
function versionOf({ payloadVersion }: EndpointWithSecrets): SubscriptionWire['version'] {
  return payloadVersion === 'V1' || payloadVersion === 'V2' ? payloadVersion : 'V3'
}

export function encodeList(
  items: readonly SubscriptionWire[],
  total: number,
  { page, limit }: PageQuery,
): SubscriptionListWire {
  const pages = Math.ceil(total / limit)
  return {
    items: [...items],
    next_cursor: page < pages ? encodeCursor({ page: page + 1, limit }) : null,
    total_pages: pages,
    current_page: page,
    total_items: total,
  }
}
