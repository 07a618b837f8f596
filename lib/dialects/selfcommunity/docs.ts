import type { JsonSchema, OperationDoc, ParameterDoc } from '#lib/dialects/kit/http/operation-doc.ts'
import {
  attemptSchema,
  bulkResendBodySchema,
  endpointSchema,
  errorsSchema,
  eventNamesSchema,
  pageSchema,
  patchBodySchema,
  resendBodySchema,
  revealBodySchema,
  revealedSchema,
  wholeBodySchema,
} from './wire.ts'

type Answers = OperationDoc['answers']

const refusal = (description: string) => ({ description, schema: errorsSchema })

const common: Answers = {
  401: refusal('No credential, or one that is not good.'),
  403: refusal('The role admin, or a scope, is missing.'),
  429: refusal('Too many wrong credentials from this address.'),
  500: refusal('A fault of ours.'),
  503: refusal('The database is away. Try again.'),
}
const onOne: Answers = { 404: refusal('There is no such endpoint.'), ...common }
const withBody: Answers = {
  400: refusal('The body is not JSON, or a field breaks a rule.'),
  413: refusal('The body is larger than 1 MiB.'),
}

const id: ParameterDoc = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'A unique integer value identifying this endpoint.',
  schema: { type: 'integer', minimum: 1 },
}
const query = (name: string, description: string, schema: JsonSchema): ParameterDoc => ({
  name,
  in: 'query',
  description,
  schema,
})
const paging = [
  query('limit', 'Entries of a page, 100 at most.', { type: 'integer', default: 20, maximum: 100 }),
  query('offset', 'How many entries come before the page.', { type: 'integer', default: 0 }),
]
const ordering = (...names: string[]) =>
  query('ordering', 'A field; with a minus before it, from the highest down.', {
    enum: names.flatMap((name) => [name, `-${name}`]),
    default: '-created_at',
  })

const tag = 'Webhook endpoints'
const ok = (schema: JsonSchema, description = 'The endpoint.') => ({ 200: { description, schema } })

export const docs = {
  listEndpoints: {
    tag,
    summary: 'List endpoints',
    parameters: [...paging, ordering('created_at', 'is_active', 'updated_at')],
    answers: { ...ok(pageSchema(endpointSchema), 'A page of endpoints.'), ...common },
  },
  createEndpoint: {
    tag,
    summary: 'Create an endpoint',
    body: wholeBodySchema,
    answers: {
      201: { description: 'The new endpoint.', schema: endpointSchema },
      ...withBody,
      ...common,
    },
  },
  searchEndpoints: {
    tag,
    summary: 'Search endpoints',
    parameters: [
      ...paging,
      query('target', 'A part of the URL, without regard to case.', { type: 'string' }),
    ],
    answers: { ...ok(pageSchema(endpointSchema), 'A page of endpoints, newest first.'), ...common },
  },
  listEvents: {
    tag,
    summary: 'List event types',
    answers: { ...ok(eventNamesSchema, 'The names that an endpoint can have.'), ...common },
  },
  getEndpoint: {
    tag,
    summary: 'Get an endpoint',
    parameters: [id],
    answers: { ...ok(endpointSchema), ...onOne },
  },
  replaceEndpoint: {
    tag,
    summary: 'Replace an endpoint',
    description: 'What is left out goes back to its default.',
    parameters: [id],
    body: wholeBodySchema,
    answers: { ...ok(endpointSchema), ...withBody, ...onOne },
  },
  updateEndpoint: {
    tag,
    summary: 'Update single fields of an endpoint',
    parameters: [id],
    body: patchBodySchema,
    bodyOptional: true,
    answers: { ...ok(endpointSchema), ...withBody, ...onOne },
  },
  deleteEndpoint: {
    tag,
    summary: 'Delete an endpoint',
    parameters: [id],
    answers: {
      204: { description: 'It is gone.', schema: null },
      409: refusal('Changed just now.'),
      ...onOne,
    },
  },
  listAttempts: {
    tag,
    summary: "List an endpoint's attempts",
    parameters: [id, ...paging, ordering('created_at', 'sent_at', 'next_retry')],
    answers: { ...ok(pageSchema(attemptSchema), 'A page of attempts.'), ...onOne },
  },
  revealSecret: {
    tag,
    summary: 'Reveal the signing secret',
    parameters: [id],
    body: revealBodySchema,
    bodyOptional: true,
    answers: {
      201: { description: 'The secret.', schema: revealedSchema },
      ...withBody,
      ...onOne,
      429: refusal('Too many wrong passwords, or wrong credentials from this address.'),
    },
  },
  expireSecret: {
    tag,
    summary: 'Replace the signing secret',
    description: 'The new secret signs at once. It is not in the answer; reveal it.',
    parameters: [id],
    answers: { ...ok(endpointSchema), ...onOne },
  },
  resendEvent: {
    tag,
    summary: 'Send an event again',
    parameters: [id],
    body: resendBodySchema,
    answers: {
      204: { description: 'It will be sent.', schema: null },
      409: refusal('The endpoint is not active.'),
      ...withBody,
      ...onOne,
    },
  },
  resendEvents: {
    tag,
    summary: 'Send events again',
    description: 'All of them, or none where one of them never went to this endpoint.',
    parameters: [id],
    body: bulkResendBodySchema,
    answers: {
      204: { description: 'They will be sent.', schema: null },
      409: refusal('The endpoint is not active.'),
      ...withBody,
      ...onOne,
    },
  },
} as const satisfies Readonly<Record<string, OperationDoc>>
