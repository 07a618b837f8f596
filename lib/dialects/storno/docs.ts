import type { JsonSchema, OperationDoc, ParameterDoc } from '#lib/dialects/kit/http/operation-doc.ts'
import {
  createBodySchema,
  deliveryDetailSchema,
  deliveryPageSchema,
  errorSchema,
  eventListSchema,
  limitErrorSchema,
  patchBodySchema,
  queuedSchema,
  testBodySchema,
  testSchema,
  tokenErrorSchema,
  webhookDetailSchema,
  webhookListSchema,
  webhookSchema,
} from './wire.ts'

type Answers = OperationDoc['answers']

const refusal = (description: string) => ({ description, schema: errorSchema })

const common: Answers = {
  401: { description: 'No credential, or one that is not good.', schema: tokenErrorSchema },
  403: refusal('The company header is missing or names another company, or a permission is missing.'),
  429: { description: 'Too many requests.', schema: limitErrorSchema },
  500: refusal('A fault of ours.'),
  503: refusal('The database is away. Try again.'),
}
const onOne: Answers = { ...common, 404: refusal('There is no such webhook in this company.') }
const withBody: Answers = {
  400: refusal('Not JSON, the wrong type, an empty list, or nothing to change.'),
  413: refusal('The body is larger than 1 MiB.'),
  422: refusal('The URL is not https, an event type is unknown, or a text is too long.'),
}

const company: ParameterDoc = {
  name: 'X-Company',
  in: 'header',
  required: true,
  description: 'The UUID of the company: the team of the credential.',
  schema: { type: 'string', format: 'uuid' },
}
const path = (name: string, description: string): ParameterDoc => ({
  name,
  in: 'path',
  required: true,
  description,
  schema: { type: 'string', format: 'uuid' },
})
const query = (name: string, description: string, schema: JsonSchema): ParameterDoc => ({
  name,
  in: 'query',
  description,
  schema,
})
const one = [company, path('uuid', 'Webhook endpoint UUID.')]

const tag = 'Webhooks'
const ok = (schema: JsonSchema, description = 'The webhook.') => ({ 200: { description, schema } })

export const docs = {
  listEvents: {
    tag,
    summary: 'List event types',
    answers: {
      ...ok(eventListSchema, 'The event types.'),
      401: common[401] as Answers[number],
      403: refusal('A permission is missing.'),
      429: common[429] as Answers[number],
      500: common[500] as Answers[number],
      503: common[503] as Answers[number],
    },
  },
  listWebhooks: {
    tag,
    summary: 'List webhooks',
    parameters: [company],
    answers: { ...ok(webhookListSchema, 'All of them, newest first, their secrets masked.'), ...common },
  },
  createWebhook: {
    tag,
    summary: 'Create a webhook',
    parameters: [company],
    body: createBodySchema,
    answers: {
      201: { description: 'The new webhook, its secret in full.', schema: webhookSchema },
      ...withBody,
      ...common,
    },
  },
  getWebhook: {
    tag,
    summary: 'Get a webhook',
    parameters: one,
    answers: { ...ok(webhookDetailSchema), ...onOne },
  },
  updateWebhook: {
    tag,
    summary: 'Update a webhook',
    parameters: one,
    body: patchBodySchema,
    answers: { ...ok(webhookSchema, 'The webhook, its secret masked.'), ...withBody, ...onOne },
  },
  deleteWebhook: {
    tag,
    summary: 'Delete a webhook',
    parameters: one,
    answers: {
      204: { description: 'It is gone.', schema: null },
      409: refusal('Changed just now.'),
      ...onOne,
    },
  },
  regenerateSecret: {
    tag,
    summary: 'Regenerate the secret',
    description: 'The old secret stops at once.',
    parameters: one,
    answers: { ...ok(webhookSchema, 'The webhook, its new secret in full.'), ...onOne },
  },
  listDeliveries: {
    tag,
    summary: "List a webhook's deliveries",
    parameters: [
      ...one,
      query('page', 'From 1.', { type: 'integer', minimum: 1, default: 1 }),
      query('limit', 'Entries of a page.', { type: 'integer', minimum: 1, maximum: 100, default: 20 }),
      query('status', 'How it ended.', { enum: ['success', 'failed'] }),
      query('eventType', 'Of this event type alone.', { type: 'string' }),
      query('from', 'From this day on, UTC.', { type: 'string', format: 'date' }),
      query('to', 'To the end of this day, UTC.', { type: 'string', format: 'date' }),
    ],
    answers: {
      ...ok(deliveryPageSchema, 'A page, newest first.'),
      422: refusal('A parameter is not valid.'),
      ...onOne,
    },
  },
  getDelivery: {
    tag,
    summary: 'Get a delivery',
    parameters: [...one, path('deliveryUuid', 'Delivery UUID.')],
    answers: { ...ok(deliveryDetailSchema, 'The delivery with its last attempt.'), ...onOne },
  },
  testWebhook: {
    tag,
    summary: 'Send a test delivery',
    description: 'Sent at once, recorded as any delivery, and not tried again.',
    parameters: one,
    body: testBodySchema,
    bodyOptional: true,
    answers: {
      ...ok(testSchema, 'What was sent, and what came back.'),
      ...withBody,
      422: refusal('The webhook is inactive, or the event type is unknown.'),
      ...onOne,
    },
  },
  retryDelivery: {
    tag,
    summary: 'Send a delivery again',
    description: 'As a new delivery, once.',
    parameters: [...one, path('deliveryUuid', 'Delivery UUID.')],
    answers: {
      202: { description: 'It will be sent.', schema: queuedSchema },
      409: refusal('The webhook is inactive, or the message is not stored any more.'),
      ...onOne,
    },
  },
} as const satisfies Readonly<Record<string, OperationDoc>>
