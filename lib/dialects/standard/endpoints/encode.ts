import type { EndpointWithSecrets } from '#lib/domain/endpoints/fields.ts'
import { viewOf } from '#lib/domain/endpoints/view.ts'
import type { EndpointWire, SecretWire } from './wire.ts'

/** Keys by their masks, credentials in headers too. */
export function encodeEndpoint(endpoint: EndpointWithSecrets): EndpointWire {
  const view = viewOf(endpoint)
  return {
    id: view.id,
    dialect: view.dialect,
    public_id: view.publicId,
    name: view.name,
    description: view.description,
    url: view.url,
    events: view.events.map(({ type, addedAt }) => ({ type, added_at: addedAt })),
    active: view.active,
    tls_verification: view.tlsVerification,
    payload_version: view.payloadVersion,
    signing: view.signing,
    headers: view.headers,
    metadata: view.metadata,
    version: view.version,
    created_at: view.createdAt,
    updated_at: view.updatedAt,
    secrets: encodeSecrets(endpoint),
  }
}

export function encodeSecrets(endpoint: EndpointWithSecrets): SecretWire[] {
  return endpoint.secrets.map((secret) => ({
    id: secret.id,
    mask: secret.mask,
    created_at: secret.createdAt.toISOString(),
    created_by: secret.createdBy,
    expires_at: secret.expiresAt?.toISOString() ?? null,
  }))
}
