import type { JsonSchema } from '#lib/dialects/kit/http/operation-doc.ts'
import { catalogue } from './catalogue.ts'

/** Contract §2: no `updated_at`, no active flag. */
export interface WebhookWire {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly events: readonly string[]
  readonly auth_enable: boolean
  /** in full while `auth_enable`, never masked (§6); null else (V3) */
  readonly webhook_secret: string | null
  readonly created_at: string
}

export interface WebhookPageWire {
  readonly data: readonly WebhookWire[]
  readonly meta: {
    readonly total: number
    readonly page: number
    readonly per_page: number
    readonly has_more: boolean
  }
}

/** Contract §3. 422 adds `fields`. */
export interface ErrorWire {
  readonly error: {
    readonly code: string
    readonly message: string
    readonly fields?: Readonly<Record<string, string>>
    readonly request_id: string
  }
}

const event: JsonSchema = {
  type: 'string',
  enum: catalogue.events.map(({ type }) => type),
  description: 'A name of the event catalogue.',
}

const fields: Readonly<Record<'name' | 'url' | 'events' | 'auth_enable', JsonSchema>> = {
  name: {
    type: 'string',
    minLength: 1,
    maxLength: 100,
    description: 'Tells webhooks apart. Spaces around it are dropped.',
    examples: ['Deals to billing'],
  },
  url: {
    type: 'string',
    format: 'uri',
    maxLength: 2048,
    description: 'Where deliveries go. It must begin with `https://`.',
    examples: ['https://billing.example/webhooks/vendaze'],
  },
  events: {
    type: 'array',
    items: event,
    minItems: 1,
    description: 'Which events are sent. A new list replaces the old one.',
    examples: [['deal.won', 'deal.lost']],
  },
  auth_enable: {
    type: 'boolean',
    description:
      'Signs every delivery. `false` to `true` makes a new `webhook_secret`; `true` to `false` deletes it for good; no change keeps it.',
  },
}

export const createBody: JsonSchema = {
  type: 'object',
  required: ['name', 'url', 'events'],
  properties: { ...fields, auth_enable: { ...fields.auth_enable, default: false } },
}

export const updateBody: JsonSchema = { type: 'object', minProperties: 1, properties: fields }

const webhook: JsonSchema = {
  type: 'object',
  required: ['id', 'name', 'url', 'events', 'auth_enable', 'webhook_secret', 'created_at'],
  additionalProperties: false,
  properties: {
    id: { type: 'string', pattern: '^wh_[0-9a-f]{32}$' },
    name: { type: 'string' },
    url: { type: 'string', format: 'uri' },
    events: { type: 'array', items: event },
    auth_enable: { type: 'boolean' },
    webhook_secret: {
      type: ['string', 'null'],
      pattern: '^whsec_[0-9a-f]{64}$',
      description: 'The key of the `Webhook-Signature`, in full. Null while `auth_enable` is false.',
    },
    created_at: { type: 'string', format: 'date-time' },
  },
}

export const webhookAnswer: JsonSchema = {
  type: 'object',
  required: ['data'],
  additionalProperties: false,
  properties: { data: webhook },
}

export const webhookPageAnswer: JsonSchema = {
  type: 'object',
  required: ['data', 'meta'],
  additionalProperties: false,
  properties: {
    data: { type: 'array', items: webhook },
    meta: {
      type: 'object',
      required: ['total', 'page', 'per_page', 'has_more'],
      additionalProperties: false,
      properties: {
        total: { type: 'integer', minimum: 0 },
        page: { type: 'integer', minimum: 1 },
        per_page: { type: 'integer', minimum: 1, maximum: 100 },
        has_more: { type: 'boolean' },
      },
    },
  },
}

function errorAnswer(codes: readonly string[], hasFields: boolean): JsonSchema {
  const reasons = { type: 'object', minProperties: 1, additionalProperties: { type: 'string' } }
  return {
    type: 'object',
    required: ['error'],
    additionalProperties: false,
    properties: {
      error: {
        type: 'object',
        required: ['code', 'message', ...(hasFields ? ['fields'] : []), 'request_id'],
        additionalProperties: false,
        properties: {
          code: { type: 'string', enum: codes },
          message: { type: 'string' },
          ...(hasFields ? { fields: { ...reasons, description: 'A reason for each field.' } } : {}),
          request_id: { type: 'string', format: 'uuid' },
        },
      },
    },
  }
}

/** Refusals by status: those of the contract, and those that it does not name and HTTP has. */
export const refusals = {
  400: { description: 'Malformed body, or an update without a field.', codes: ['bad_request'] },
  401: {
    description: 'The token is missing, invalid or expired.',
    codes: ['unauthorized', 'token_expired'],
  },
  403: { description: 'The token lacks the scope.', codes: ['insufficient_scope'] },
  404: { description: 'There is no such webhook, or another app made it.', codes: ['not_found'] },
  409: { description: 'Others kept changing the webhook meanwhile.', codes: ['conflict'] },
  413: { description: 'The body is larger than 1 MiB.', codes: ['payload_too_large'] },
  422: { description: 'A field breaks a rule.', codes: ['validation_error'] },
  429: { description: 'Too many requests in this minute.', codes: ['rate_limit_exceeded'] },
  500: { description: 'A fault of ours.', codes: ['internal_error'] },
  503: { description: 'The database is away. Nothing was changed.', codes: ['service_unavailable'] },
} as const

/** The documentation of these refusals. */
export function refused(...statuses: readonly (keyof typeof refusals)[]) {
  return Object.fromEntries(
    statuses.map((status) => {
      const { description, codes } = refusals[status]
      return [status, { description, schema: errorAnswer(codes, status === 422) }]
    }),
  )
}
