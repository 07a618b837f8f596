/** The fields of an endpoint that a patch may carry, in the order in which screens and diffs show them. */
export const endpointFields = [
  'name',
  'description',
  'url',
  'events',
  'active',
  'tlsVerification',
  'payloadVersion',
  'signing',
  'headers',
  'metadata',
] as const

export type EndpointField = (typeof endpointFields)[number]

/** What people call them. */
export const fieldLabels: Readonly<Record<EndpointField, string>> = {
  name: 'Name',
  description: 'Description',
  url: 'Destination URL',
  events: 'Events',
  active: 'Active',
  tlsVerification: 'TLS verification',
  payloadVersion: 'Payload version',
  signing: 'Signing',
  headers: 'Custom headers',
  metadata: 'Metadata',
}

export interface EndpointEvent {
  /** a name of the catalogue, a name that has left it, or `*` */
  readonly type: string
  readonly addedAt: Date
}

export type StringMap = Readonly<Record<string, string>>

/** The editable part of an endpoint, always whole. */
export interface EndpointState {
  readonly name: string
  readonly description: string | null
  readonly url: string
  readonly events: readonly EndpointEvent[]
  readonly active: boolean
  readonly tlsVerification: boolean
  /** null where the dialect has one payload form only */
  readonly payloadVersion: string | null
  readonly signing: boolean
  readonly headers: StringMap
  readonly metadata: StringMap
}

export interface Endpoint extends EndpointState {
  readonly id: string
  readonly teamId: string
  readonly dialect: string
  /** the id that the dialect's wire shows */
  readonly publicId: string
  /** the OAuth app that made it, where one did */
  readonly oauthAppId: string | null
  /** goes up by one per change */
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** What is known of a key without opening it. */
export interface SecretInfo {
  readonly id: string
  readonly mask: string
  readonly createdAt: Date
  readonly createdBy: string
  /** until then an older key still signs; null for the current one */
  readonly expiresAt: Date | null
}

/** An endpoint with the keys that still sign, the current one first. */
export interface EndpointWithSecrets extends Endpoint {
  readonly secrets: readonly SecretInfo[]
}

/**
 * A partial update. Absent keeps, null clears (only where the rule says clearable), a value sets. Lists replace;
 * maps merge per key, null removing one.
 */
export interface EndpointPatch {
  readonly name?: string
  readonly description?: string | null
  readonly url?: string
  readonly events?: readonly string[]
  readonly active?: boolean
  readonly tlsVerification?: boolean
  readonly payloadVersion?: string
  readonly signing?: boolean
  readonly headers?: Readonly<Record<string, string | null>>
  readonly metadata?: Readonly<Record<string, string | null>>
}

export const WILDCARD = '*'
