import { describe, expect, test } from 'vitest'
import { failureOf, internalFailure, RequestFault } from '#lib/dialects/kit/http/failure.ts'
import type { JsonSchema } from '#lib/dialects/kit/http/operation-doc.ts'
import type { CredentialReason } from '#lib/domain/api-keys/credential-error.ts'
import { CredentialError } from '#lib/domain/api-keys/credential-error.ts'
import type { Endpoint } from '#lib/domain/endpoints/fields.ts'
import { DomainError, type Issue, invalid, notFound } from '#lib/domain/shared/errors.ts'
import { schemaFaults } from '#lib/testing/json-schema.ts'
import { decodePatch } from './decode.ts'
import { encodeWebhook } from './encode.ts'
import { failures } from './errors.ts'
import { operations } from './operations.ts'
import { published, publishedAnswers, publishedFaults } from './published.fixture.ts'
import { updateBody } from './wire.ts'

const REQUEST_ID = '550e8400-e29b-41d4-a716-446655440000'

/** The examples of an object's properties, as one object in their order. */
function exampleOf(schema: string): Record<string, unknown> {
  const properties = published.components.schemas[schema]?.properties ?? {}
  return Object.fromEntries(
    Object.entries(properties as Record<string, { example?: unknown }>).map(([name, { example }]) => [
      name,
      example,
    ]),
  )
}

const updateDoc = operations.find(({ name }) => name === 'updateWebhook')?.doc
const answerSchema = (status: number): JsonSchema => updateDoc?.answers[status]?.schema ?? {}

describe('the published request', () => {
  const example = exampleOf('UpdateWebhookRequest')

  test('is a patch of four fields', () => {
    expect(decodePatch(example)).toEqual({
      name: 'Updated webhook name',
      url: 'https://myapp.com/webhooks/vendaze-v2',
      events: ['person.created', 'person.updated', 'deal.won', 'deal.lost'],
      signing: false,
    })
    expect(schemaFaults(updateBody, example)).toEqual([])
  })

  test('has the members and bounds that we document, and the same events in the same order', () => {
    const ours = updateBody.properties as Record<string, JsonSchema>
    const theirs = published.components.schemas.UpdateWebhookRequest?.properties as Record<string, JsonSchema>
    expect(Object.keys(ours)).toEqual(Object.keys(theirs))
    for (const [name, { type, minLength, maxLength, minItems, format }] of Object.entries(theirs)) {
      const bounds = { type, minLength, minItems, format, ...(maxLength ? { maxLength } : {}) }
      expect({ name, ...ours[name] }).toMatchObject({ name, ...defined(bounds) })
    }
    const events = ours.events?.items as JsonSchema
    expect(events.enum).toEqual(published.components.schemas.WebhookEvent?.enum)
  })
})

const defined = (members: object) =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))

describe('the published webhook', () => {
  const example = exampleOf('Webhook')
  const at = new Date('2026-05-26T14:00:00.000Z')
  const endpoint: Endpoint = {
    id: '019c0000-0000-7000-8000-000000000000',
    teamId: '550e8400-e29b-41d4-a716-446655440000',
    dialect: 'vendaze',
    publicId: 'wh_3f9a1c8b2d4e5f6a7b8c9d0e1f2a3b4c',
    oauthAppId: null,
    name: 'My webhook',
    description: null,
    url: 'https://myapp.com/webhooks/vendaze',
    events: [
      { type: 'person.created', addedAt: at },
      { type: 'deal.won', addedAt: at },
    ],
    active: true,
    tlsVerification: true,
    payloadVersion: null,
    signing: true,
    headers: {},
    metadata: {},
    version: 1,
    createdAt: at,
    updatedAt: at,
  }

  test('is what we answer for the same endpoint, byte for byte', () => {
    const wire = encodeWebhook(endpoint, String(example.webhook_secret))
    expect(JSON.stringify(wire)).toBe(JSON.stringify(example))
  })

  test('V3: without signing the key is there, with null', () => {
    const wire = encodeWebhook({ ...endpoint, signing: false }, null)
    expect(JSON.stringify(wire)).toBe(
      JSON.stringify({ ...example, auth_enable: false, webhook_secret: null }),
    )
    expect(publishedFaults(200, { data: wire })).toEqual([])
  })

  test('V2: only the example’s secret is one digit short of what we promise', () => {
    const data = { ...example, webhook_secret: `${example.webhook_secret}a` }
    expect(schemaFaults(answerSchema(200), { data })).toEqual([])
    expect(schemaFaults(answerSchema(200), { data: example })).toEqual([
      '/data/webhook_secret must match pattern "^whsec_[0-9a-f]{64}$"',
    ])
  })
})

/** What goes wrong, as the wire says it. */
function refusalOf(error: unknown): { status: number; body: unknown } {
  const info = { requestId: REQUEST_ID, operation: 'updateWebhook' }
  const failure = failureOf(error, info) ?? internalFailure(info)
  const { status, body } = failures[failure.code](failure)
  return { status, body }
}

const issue = (path: Issue['path'], code: Issue['code']): Issue => ({ path, code, message: 'ours' })

describe('refusals', () => {
  const examples = [
    [400, new RequestFault('bad_json', 'ours')],
    [401, new CredentialError('missing')],
    [404, notFound('Endpoint')],
    [422, invalid([issue(['url'], 'not_https'), issue(['events'], 'empty_list')])],
    [429, new DomainError('rate_limited', 'ours', { retryAfterMs: 60_000 })],
    [500, new Error('nobody expected it')],
  ] as const

  test.each(examples)('%i is the published example, byte for byte', (status, error) => {
    const { example } = publishedAnswers.get(status)?.content['application/json'] ?? {}
    const refusal = refusalOf(error)
    expect([refusal.status, JSON.stringify(refusal.body)]).toEqual([status, JSON.stringify(example)])
    expect(schemaFaults(answerSchema(status), example)).toEqual([])
  })

  test('V1: 403 is the published example but for the scope, which is one that exists', () => {
    const { example } = publishedAnswers.get(403)?.content['application/json'] ?? {}
    const { status, body } = refusalOf(new DomainError('forbidden', 'ours'))
    const expected = JSON.stringify(example).replace('webhooks:read', 'webhooks:manage')
    expect([status, JSON.stringify(body)]).toEqual([403, expected])
  })

  test('every published status has an example here, and is documented', () => {
    const shown = [200, 403, ...examples.map(([status]) => status)]
    expect([...publishedAnswers.keys()].sort()).toEqual(shown.sort())
    for (const status of publishedAnswers.keys()) expect(updateDoc?.answers).toHaveProperty(String(status))
  })

  test.each<[CredentialReason, string, string]>([
    ['missing', 'unauthorized', 'Missing or invalid Authorization header.'],
    ['malformed', 'unauthorized', 'Invalid or malformed token.'],
    ['unknown', 'unauthorized', 'Invalid or malformed token.'],
    ['revoked', 'unauthorized', 'Invalid or malformed token.'],
    ['missing_claims', 'unauthorized', 'Token is missing required claims.'],
    ['expired', 'token_expired', 'Access token expired. Refresh using the refresh token.'],
  ])('a token that is %s: the published words', (reason, code, message) => {
    expect(refusalOf(new CredentialError(reason))).toEqual({
      status: 401,
      body: { error: { code, message, request_id: REQUEST_ID } },
    })
  })

  test('V4: an update without a field has the published words', () => {
    expect(() => decodePatch({ strange: 1 })).toThrow()
    expect(refusalOf(invalid([issue([], 'required')]))).toEqual({
      status: 400,
      body: {
        error: { code: 'bad_request', message: 'No fields provided for update.', request_id: REQUEST_ID },
      },
    })
  })
})
