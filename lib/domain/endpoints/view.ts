import { isSensitiveName, maskHeaders, REDACTED } from '../audit/redact.ts'
import type { Endpoint, EndpointField, EndpointWithSecrets, StringMap } from './fields.ts'

/** An endpoint as it may leave the core: JSON-safe, credentials in headers masked, keys by their masks. */
export interface EndpointView {
  readonly id: string
  readonly dialect: string
  readonly publicId: string
  readonly name: string
  readonly description: string | null
  readonly url: string
  readonly events: readonly { readonly type: string; readonly addedAt: string }[]
  readonly active: boolean
  readonly tlsVerification: boolean
  readonly payloadVersion: string | null
  readonly signing: boolean
  readonly headers: StringMap
  readonly metadata: StringMap
  readonly version: number
  readonly createdAt: string
  readonly updatedAt: string
  readonly secrets: readonly SecretView[]
}

export interface SecretView {
  readonly id: string
  readonly mask: string
  readonly createdAt: string
  readonly createdBy: string
  /** until then an older key still signs; null for the current one */
  readonly expiresAt: string | null
}

export function viewOf(endpoint: EndpointWithSecrets): EndpointView {
  return {
    id: endpoint.id,
    dialect: endpoint.dialect,
    publicId: endpoint.publicId,
    name: endpoint.name,
    description: endpoint.description,
    url: endpoint.url,
    events: endpoint.events.map((event) => ({ type: event.type, addedAt: event.addedAt.toISOString() })),
    active: endpoint.active,
    tlsVerification: endpoint.tlsVerification,
    payloadVersion: endpoint.payloadVersion,
    signing: endpoint.signing,
    headers: maskHeaders(endpoint.headers),
    metadata: endpoint.metadata,
    version: endpoint.version,
    createdAt: endpoint.createdAt.toISOString(),
    updatedAt: endpoint.updatedAt.toISOString(),
    secrets: endpoint.secrets.map((secret) => ({
      id: secret.id,
      mask: secret.mask,
      createdAt: secret.createdAt.toISOString(),
      createdBy: secret.createdBy,
      expiresAt: secret.expiresAt?.toISOString() ?? null,
    })),
  }
}

/** One field's value as it may be shown: events as names, a map's member by its key. */
export function viewOfField(endpoint: Endpoint, field: EndpointField, key?: string): unknown {
  if (field === 'events') return endpoint.events.map((event) => event.type)
  if (field !== 'headers' && field !== 'metadata') return endpoint[field]
  if (key === undefined) return field === 'headers' ? maskHeaders(endpoint.headers) : endpoint.metadata
  const value = Object.hasOwn(endpoint[field], key) ? (endpoint[field][key] ?? null) : null
  return field === 'headers' && value !== null && isSensitiveName(key) ? REDACTED : value
}
