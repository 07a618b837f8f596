import { flagSchema, list, map, object, orNull, page, text, time, uuid, whole } from '../json-schemas.ts'

export interface SecretWire {
  readonly id: string
  readonly mask: string
  readonly created_at: string
  readonly created_by: string
  readonly expires_at: string | null
}

/** An endpoint of any dialect, whole. */
export interface EndpointWire {
  readonly id: string
  readonly dialect: string
  readonly public_id: string
  readonly name: string
  readonly description: string | null
  readonly url: string
  readonly events: readonly { readonly type: string; readonly added_at: string }[]
  readonly active: boolean
  readonly tls_verification: boolean
  readonly payload_version: string | null
  readonly signing: boolean
  readonly headers: Readonly<Record<string, string>>
  readonly metadata: Readonly<Record<string, string>>
  readonly version: number
  readonly created_at: string
  readonly updated_at: string
  readonly secrets: readonly SecretWire[]
}

/** What a patch may carry, by its name in the core. */
export const editable = {
  name: 'name',
  description: 'description',
  url: 'url',
  events: 'events',
  active: 'active',
  tls_verification: 'tlsVerification',
  payload_version: 'payloadVersion',
  signing: 'signing',
  headers: 'headers',
  metadata: 'metadata',
} as const
export type EditableKey = keyof typeof editable

export const readOnlyKeys = [
  'id',
  'dialect',
  'public_id',
  'version',
  'created_at',
  'updated_at',
  'secrets',
] as const satisfies readonly (keyof EndpointWire)[]

export const secretSchema = object({
  id: uuid,
  mask: text('what may be shown in place of the secret'),
  created_at: time,
  created_by: text(),
  expires_at: orNull(time),
})

const endpointProperties = {
  id: uuid,
  dialect: text(),
  public_id: text("the id on the dialect's own wire"),
  name: text(),
  description: orNull(text()),
  url: text(),
  events: list(object({ type: text(), added_at: time })),
  active: flagSchema,
  tls_verification: flagSchema,
  payload_version: orNull(text()),
  signing: flagSchema,
  headers: map(text()),
  metadata: map(text()),
  version: whole,
  created_at: time,
  updated_at: time,
  secrets: list(secretSchema),
}

export const endpointSchema = object(endpointProperties)
export const endpointPageSchema = object({
  ...(page(endpointSchema).properties as Record<string, typeof endpointSchema>),
  count: whole,
  count_is_exact: flagSchema,
})

/** With the whole secret where one was made. */
export const endpointWithSecretSchema = object({ ...endpointProperties, secret: text('shown once') }, [
  'secret',
])

const eventsSchema = list({
  anyOf: [text(), object({ type: text(), added_at: time }, ['added_at'])],
  description: 'a name, or an object with it as it is read',
})

export const patchSchema = object(
  {
    name: text(),
    description: orNull(text()),
    url: text(),
    events: eventsSchema,
    active: flagSchema,
    tls_verification: flagSchema,
    payload_version: text(),
    signing: flagSchema,
    headers: orNull(map(orNull(text()))),
    metadata: orNull(map(orNull(text()))),
  },
  Object.keys(editable),
)

export const createSchema = object(
  { dialect: text('standard by default'), ...(patchSchema.properties as Record<string, typeof patchSchema>) },
  ['dialect', ...Object.keys(editable).filter((key) => !['name', 'url', 'events'].includes(key))],
)
