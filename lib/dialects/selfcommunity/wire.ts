import type { JsonSchema } from '#lib/dialects/kit/http/operation-doc.ts'

/** Contract §2: the object of all answers. It never has the secret. */
export interface EndpointWire {
  readonly id: number
  readonly created_at: string
  readonly updated_at: string
  readonly is_active: boolean
  readonly target: string
  /** empty where there is none */
  readonly description: string
  readonly events: readonly EventWire[]
  readonly ssl_cert_verification: boolean
}

export interface EventWire {
  readonly type: string
  readonly added_at: string
}

/** Contract §2, C13: one HTTP request of a delivery. */
export interface AttemptWire {
  readonly id: number
  readonly created_at: string
  /** `added_at` is null once the endpoint has left the event */
  readonly event: { readonly type: string; readonly added_at: string | null }
  readonly sent_at: string
  readonly http_request_body: string
  readonly http_request_signature_header: string
  /** null when no answer came */
  readonly http_response_code: number | null
  readonly http_response_body: string
  readonly next_retry: string | null
}

export interface PageWire<T> {
  readonly count: number
  /** absolute URLs */
  readonly next: string | null
  readonly previous: string | null
  readonly results: readonly T[]
}

/** Contract §4: what the vendor's own client reads. */
export interface ErrorsWire {
  readonly errors: readonly (FieldErrorWire | MessageWire)[]
}

export interface FieldErrorWire {
  readonly field: string
  readonly messages: readonly MessageWire[]
}

export interface MessageWire {
  readonly message: string
  readonly code: string
}

const time = { type: 'string', format: 'date-time' } as const
const nullable = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] })

function objectOf(properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return { type: 'object', required: Object.keys(properties), properties, additionalProperties: false }
}

export const endpointSchema = objectOf({
  id: { type: 'integer' },
  created_at: time,
  updated_at: time,
  is_active: { type: 'boolean' },
  target: { type: 'string', format: 'uri' },
  description: { type: 'string' },
  events: { type: 'array', items: objectOf({ type: { type: 'string' }, added_at: time }) },
  ssl_cert_verification: { type: 'boolean' },
})

export const attemptSchema = objectOf({
  id: { type: 'integer' },
  created_at: time,
  event: objectOf({ type: { type: 'string' }, added_at: nullable(time) }),
  sent_at: time,
  http_request_body: { type: 'string' },
  http_request_signature_header: { type: 'string' },
  http_response_code: nullable({ type: 'integer' }),
  http_response_body: { type: 'string' },
  next_retry: nullable(time),
})

export function pageSchema(item: JsonSchema): JsonSchema {
  const link = nullable({ type: 'string', format: 'uri' })
  return objectOf({
    count: { type: 'integer' },
    next: link,
    previous: link,
    results: { type: 'array', items: item },
  })
}

export const eventNamesSchema: JsonSchema = { type: 'array', items: { type: 'string' } }

export const revealedSchema = objectOf({ signing_secret: { type: 'string' } })

const message = objectOf({ message: { type: 'string' }, code: { type: 'string' } })

export const errorsSchema = objectOf({
  errors: {
    type: 'array',
    items: {
      anyOf: [objectOf({ field: { type: 'string' }, messages: { type: 'array', items: message } }), message],
    },
  },
})

/** C7: switches come as JSON booleans, as words, or as 0 and 1. */
const flag: JsonSchema = { enum: [true, false, 'true', 'false', 1, 0] }

const writable: Readonly<Record<string, JsonSchema>> = {
  is_active: flag,
  target: { type: 'string', format: 'uri', maxLength: 2048 },
  description: nullable({ type: 'string', maxLength: 500 }),
  events: {
    type: 'array',
    minItems: 1,
    items: { type: 'object', required: ['type'], properties: { type: { type: 'string' } } },
  },
  ssl_cert_verification: flag,
}

export const patchBodySchema: JsonSchema = { type: 'object', properties: writable }
export const wholeBodySchema: JsonSchema = { ...patchBodySchema, required: ['target', 'events'] }
const eventNumber: JsonSchema = { type: 'integer' }
export const resendBodySchema: JsonSchema = {
  type: 'object',
  required: ['event'],
  properties: { event: eventNumber },
}
export const bulkResendBodySchema: JsonSchema = {
  type: 'object',
  required: ['event'],
  properties: { event: { type: 'array', minItems: 1, maxItems: 1000, items: eventNumber } },
}
export const revealBodySchema: JsonSchema = {
  type: 'object',
  properties: { password: { type: 'string', minLength: 1 } },
}
