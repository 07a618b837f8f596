import type { JsonSchema } from '#lib/dialects/kit/http/operation-doc.ts'

/** Contract §2, form (a): the object of all answers but the one of a single webhook. */
export interface WebhookWire {
  readonly uuid: string
  readonly url: string
  readonly description: string | null
  readonly events: readonly string[]
  readonly isActive: boolean
  /** in full where it was just made, else the mask */
  readonly secret: string
  readonly createdAt: string
  readonly updatedAt: string
}

export type DeliveryStatusWire = 'success' | 'failed' | 'pending'

/** A single webhook. The three are null for a caller who may not read deliveries. */
export interface WebhookDetailWire extends WebhookWire {
  readonly deliveriesCount: number | null
  readonly lastDeliveryAt: string | null
  readonly lastDeliveryStatus: DeliveryStatusWire | null
}

export interface EventWire {
  readonly name: string
  readonly description: string
  readonly category: string
}

export interface DeliveryWire {
  readonly uuid: string
  readonly eventType: string
  readonly status: DeliveryStatusWire
  /** 0 when no answer came, null before the first attempt */
  readonly responseCode: number | null
  readonly durationMs: number | null
  readonly deliveredAt: string | null
  readonly attempt: number
}

export interface DeliveryPageWire {
  readonly data: readonly DeliveryWire[]
  readonly total: number
  readonly page: number
  readonly limit: number
  readonly pages: number
}

export interface DeliveryDetailWire {
  readonly uuid: string
  readonly webhookUuid: string
  readonly eventType: string
  readonly status: DeliveryStatusWire
  readonly attempt: number
  readonly requestUrl: string
  readonly requestMethod: 'POST'
  readonly requestHeaders: Readonly<Record<string, string>>
  /** the body that was sent, as JSON; null before the first attempt */
  readonly requestPayload: unknown
  readonly responseCode: number | null
  readonly responseHeaders: Readonly<Record<string, string>> | null
  /** at most 4,096 characters */
  readonly responseBody: string | null
  readonly durationMs: number | null
  readonly errorMessage: string | null
  readonly deliveredAt: string | null
  readonly nextRetryAt: string | null
}

/** What a test answers: its request, and what came back. */
export interface TestWire {
  readonly deliveryUuid: string
  readonly status: DeliveryStatusWire
  readonly eventType: string
  readonly requestPayload: unknown
  readonly requestHeaders: Readonly<Record<string, string>>
  readonly responseCode: number | null
  /** at most 1,024 characters */
  readonly responseBody: string | null
  readonly durationMs: number
  readonly deliveredAt: string
}

/** Contract §6. */
export interface ErrorWire {
  readonly error: string
  readonly message: string
  readonly code: number
  readonly errors?: Readonly<Record<string, string>>
}

const text: JsonSchema = { type: 'string' }
const whole: JsonSchema = { type: 'integer' }
const uuid = { type: 'string', format: 'uuid' } as const
const time = { type: 'string', format: 'date-time' } as const
const nullable = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] })
const headers: JsonSchema = { type: 'object', additionalProperties: text }
const status: JsonSchema = { enum: ['success', 'failed', 'pending'] }

function objectOf(
  properties: Readonly<Record<string, JsonSchema>>,
  optional: readonly string[] = [],
): JsonSchema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name))
  return { type: 'object', required, properties, additionalProperties: false }
}

const webhookProperties = {
  uuid,
  url: { type: 'string', format: 'uri' },
  description: nullable(text),
  events: { type: 'array', items: text },
  isActive: { type: 'boolean' },
  secret: text,
  createdAt: time,
  updatedAt: time,
}

export const webhookSchema = objectOf(webhookProperties)
export const webhookListSchema: JsonSchema = { type: 'array', items: webhookSchema }
export const webhookDetailSchema = objectOf({
  ...webhookProperties,
  deliveriesCount: nullable(whole),
  lastDeliveryAt: nullable(time),
  lastDeliveryStatus: nullable(status),
})
export const eventListSchema: JsonSchema = {
  type: 'array',
  items: objectOf({ name: text, description: text, category: text }),
}

export const deliveryPageSchema = objectOf({
  data: {
    type: 'array',
    items: objectOf({
      uuid,
      eventType: text,
      status,
      responseCode: nullable(whole),
      durationMs: nullable(whole),
      deliveredAt: nullable(time),
      attempt: whole,
    }),
  },
  total: whole,
  page: whole,
  limit: whole,
  pages: whole,
})

export const deliveryDetailSchema = objectOf({
  uuid,
  webhookUuid: uuid,
  eventType: text,
  status,
  attempt: whole,
  requestUrl: text,
  requestMethod: { const: 'POST' },
  requestHeaders: headers,
  requestPayload: {},
  responseCode: nullable(whole),
  responseHeaders: nullable(headers),
  responseBody: nullable({ type: 'string', maxLength: 4096 }),
  durationMs: nullable(whole),
  errorMessage: nullable(text),
  deliveredAt: nullable(time),
  nextRetryAt: nullable(time),
})

export const testSchema = objectOf({
  deliveryUuid: uuid,
  status,
  eventType: text,
  requestPayload: {},
  requestHeaders: headers,
  responseCode: nullable(whole),
  responseBody: nullable({ type: 'string', maxLength: 1024 }),
  durationMs: whole,
  deliveredAt: time,
})
export const queuedSchema = objectOf({ status: { const: 'queued' } })

export const errorSchema = objectOf({ error: text, message: text, code: whole, errors: headers }, ['errors'])
/** Tokens are refused in a form of their own. */
export const tokenErrorSchema = objectOf({ code: { const: 401 }, message: text })
export const limitErrorSchema = objectOf({ error: text })

const writable: Readonly<Record<string, JsonSchema>> = {
  url: { type: 'string', format: 'uri', maxLength: 2048 },
  events: { type: 'array', minItems: 1, items: text },
  description: nullable({ type: 'string', maxLength: 255 }),
  isActive: { type: 'boolean' },
}
export const testBodySchema: JsonSchema = { type: 'object', properties: { eventType: text } }
export const patchBodySchema: JsonSchema = { type: 'object', minProperties: 1, properties: writable }
export const createBodySchema: JsonSchema = {
  type: 'object',
  required: ['url', 'events'],
  properties: writable,
}
