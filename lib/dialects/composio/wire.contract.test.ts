import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { failureCodes, failureOf, internalFailure, RequestFault } from '#lib/dialects/kit/http/failure.ts'
import { CredentialError } from '#lib/domain/api-keys/credential-error.ts'
import type { EndpointWithSecrets } from '#lib/domain/endpoints/fields.ts'
import { DomainError, invalid } from '#lib/domain/shared/errors.ts'
import type { Source } from '#lib/domain/sources/source.ts'
import { toolkitOf } from '#lib/domain/toolkits/toolkits.ts'
import { expectRefusal } from './conformance.fixture.ts'
import { decodeCreate, decodeData } from './endpoints/decode.ts'
import * as endpoints from './endpoints/encode.ts'
import { failures } from './errors.ts'
import { operations } from './routes.ts'
import { decodePatch } from './subscriptions/decode.ts'
import * as subscriptions from './subscriptions/encode.ts'
import { eventTypes } from './subscriptions/wire.ts'

function fixture<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`./__fixtures__/${name}.json`, import.meta.url), 'utf8')) as T
}

/** Keys in their order, with the kind of each value: what an example with placeholders says. */
const shape = (value: object) =>
  Object.entries(value).map(([key, member]) => [key, Array.isArray(member) ? 'list' : typeof member])

const at = new Date('2026-04-24T10:00:00.000Z')

const subscription: EndpointWithSecrets = {
  id: '0199b7c4-6d1e-7a3a-8f00-3c5d1e2f4a6b',
  teamId: '0199b7c4-6d1e-7a3a-8f00-3c5d1e2f4a6c',
  dialect: 'composio',
  publicId: 'ws_cATYssZ5RrSc',
  oauthAppId: null,
  name: 'example.com',
  description: null,
  url: 'https://example.com/webhook',
  events: [{ type: 'composio.trigger.message', addedAt: at }],
  active: true,
  tlsVerification: true,
  payloadVersion: 'V3',
  signing: true,
  headers: {},
  metadata: {},
  version: 1,
  createdAt: at,
  updatedAt: new Date('2026-04-24T10:00:00.007Z'),
  secrets: [{ id: '1', mask: '8f14...', createdAt: at, createdBy: 'Ada', expiresAt: null }],
}

const source: Source = {
  id: '0199b7c4-6d1e-7a3a-8f00-3c5d1e2f4a6d',
  teamId: subscription.teamId,
  publicId: 'we_abc123',
  toolkit: 'slack',
  clientId: '<YOUR_OAUTH_CLIENT_ID>',
  version: 1,
  createdAt: at,
  updatedAt: at,
  verifiedAt: null,
  values: [],
}

describe('subscriptions', () => {
  const answers =
    fixture<Record<'list' | 'delete' | 'rotate' | 'event_types', object>>('subscription-answers')

  test("the reference's request is a patch of three fields", () => {
    expect(decodePatch(fixture('subscription-update-request'))).toEqual({
      url: 'https://example.com',
      events: ['string'],
      payloadVersion: 'V1',
    })
  })

  test('an answer has the seven keys of the reference, in its order', () => {
    const wire = subscriptions.encodeSubscription(subscription, undefined)
    expect(shape(wire)).toEqual(shape(fixture('subscription-update-response')))
    expect(JSON.stringify(wire)).toBe(
      '{"id":"ws_cATYssZ5RrSc","webhook_url":"https://example.com/webhook","version":"V3",' +
        '"enabled_events":["composio.trigger.message"],"secret":"8f14...",' +
        '"created_at":"2026-04-24T10:00:00.000Z","updated_at":"2026-04-24T10:00:00.007Z"}',
    )
  })

  test('a whole secret stands in place of the mask, and nothing else differs', () => {
    const masked = subscriptions.encodeSubscription(subscription, undefined)
    const secret = '0'.repeat(64)
    expect(subscriptions.encodeSubscription(subscription, secret)).toEqual({ ...masked, secret })
  })

  test('a list counts its pages, and leads to the next one alone', () => {
    const list = (total: number, page: number) =>
      subscriptions.encodeList([], total, { page, limit: 2 }) as unknown as Record<string, unknown>
    expect(shape({ ...list(1, 1), next_cursor: null })).toEqual(shape(answers.list))
    expect(list(1, 1)).toEqual({ ...answers.list, items: [] })
    expect(list(0, 1)).toMatchObject({ next_cursor: null, total_pages: 0, current_page: 1, total_items: 0 })
    expect(list(5, 3)).toMatchObject({ next_cursor: null, total_pages: 3, current_page: 3 })
    expect(list(5, 2).next_cursor).toEqual(expect.any(String))
  })

  test('the event types are the published ones with their versions', () => {
    expect(JSON.stringify(eventTypes)).toBe(JSON.stringify(answers.event_types))
  })
})

describe('endpoints', () => {
  test("the reference's request is one value", () => {
    expect(decodeData(fixture('endpoint-update-request'))).toEqual({ key: 'string' })
    expect(decodeCreate({ toolkit_slug: 'slack', client_id: 'A1', other: 1 })).toEqual({
      toolkit: 'slack',
      clientId: 'A1',
    })
  })

  test('an answer has the six keys of the reference, in its order', () => {
    const wire = endpoints.encodeEndpoint(source, null, 'https://backend.composio.dev')
    const reference = shape(fixture('endpoint-update-response'))
    expect(shape({ ...wire, client_id: null })).toEqual(reference)
  })

  test("a new one is the published example, byte for byte, under the example's origin", () => {
    const wire = endpoints.encodeEndpoint(source, null, 'https://backend.composio.dev')
    expect(JSON.stringify(wire)).toBe(JSON.stringify(fixture('endpoint-created')))
  })

  test("Slack's setup fields are the published example, byte for byte", () => {
    const wire = endpoints.encodeSetupSchema(toolkitOf('slack'))
    expect(JSON.stringify(wire)).toBe(JSON.stringify(fixture('endpoint-schema-slack')))
  })

  test('a list shows three keys of each and nothing beside its items', () => {
    expect(JSON.stringify(endpoints.encodeList([source]))).toBe(
      '{"items":[{"id":"we_abc123","toolkit_slug":"slack","client_id":"<YOUR_OAUTH_CLIENT_ID>"}]}',
    )
  })
})

describe('errors', () => {
  const published = fixture<{
    envelope: { error: object }
    validation: object
    rate_limit: object
  }>('errors')
  const refusal = (error: unknown, operation: string | null = 'updateSubscriptionV3') => {
    const failure = failureOf(error, { requestId: 'req_abc123def456', operation })
    if (!failure) throw new Error('not a failure')
    return failures[failure.code](failure)
  }
  const ofPayload = invalid([
    {
      path: ['text', 'arguments'],
      code: 'forbidden_combination',
      message: "Only one of 'text' or 'arguments' must be provided",
    },
  ])

  test('a validation error says what the published sample says', () => {
    const { status, body } = refusal(ofPayload)
    expect(status).toBe(400)
    expect(body).toMatchObject({ error: published.validation })
  })

  test('the envelope has the keys of the reference, in its order', () => {
    const { error } = refusal(ofPayload).body as { error: object }
    expect(shape(error)).toEqual(shape(published.envelope.error))
  })

  test('fields are named as on the wire', () => {
    const issue = { code: 'null', message: 'This field cannot be empty.' } as const
    const errors = (path: (string | number)[], operation?: string) =>
      (refusal(invalid([{ path, ...issue }]), operation).body as { error: { errors: string[] } }).error.errors
    expect(errors(['url'])).toEqual(['Error in payload.webhook_url: This field cannot be empty.'])
    expect(errors(['events', 2])).toEqual(['Error in payload.enabled_events.2: This field cannot be empty.'])
    expect(errors(['payloadVersion'])).toEqual(['Error in payload.version: This field cannot be empty.'])
    expect(errors([])).toEqual(['Error in payload: This field cannot be empty.'])
    const create = 'createEndpointV31'
    expect(errors(['clientId'], create)).toEqual(['Error in payload.client_id: This field cannot be empty.'])
    expect(errors(['limit'], 'listSubscriptionsV3')).toEqual([
      'Error in query.limit: This field cannot be empty.',
    ])
  })

  test('the answer to too many requests is the published one, and not in the envelope', () => {
    const limit = { limit: 100_000, remaining: 0, windowSeconds: 600, resetsAt: at }
    const failure = failureOf(new DomainError('rate_limited', 'Too many.', { retryAfterMs: 1000 }), {
      requestId: '1',
      operation: null,
    })
    if (!failure) throw new Error('not a failure')
    expect(failures.rate_limited({ ...failure, limit })).toEqual({ status: 429, body: published.rate_limit })
  })

  test('every other failure is in the envelope, and of its own status', () => {
    const statuses: Record<string, number> = {}
    for (const code of failureCodes) {
      if (code === 'rate_limited') continue
      const failure = { ...internalFailure({ requestId: '1', operation: 'getEndpointV3' }), code }
      const { status, body } = failures[code](failure)
      expectRefusal(status, body)
      statuses[code] = status
    }
    expect(statuses).toEqual({
      invalid: 400,
      unauthenticated: 401,
      forbidden: 403,
      not_found: 404,
      conflict: 409,
      already_exists: 409,
      wrong_state: 400,
      unavailable: 503,
      bad_json: 400,
      bad_encoding: 400,
      too_large: 413,
      unsupported_media_type: 415,
      no_route: 404,
      method_not_allowed: 405,
      internal: 500,
    })
  })

  test.each([
    [new DomainError('not_found', 'x'), 'getSubscriptionV3', 'WebhookSubscription_NotFound'],
    [new DomainError('not_found', 'x'), 'updateEndpointV31', 'WebhookEndpoint_NotFound'],
    [new DomainError('not_found', 'x'), 'createEndpointV31', 'Toolkit_NotFound'],
    [new DomainError('already_exists', 'x'), 'createSubscriptionV3', 'WebhookSubscription_AlreadyExists'],
    [new RequestFault('no_route', 'x'), null, 'Route_NotFound'],
    [new CredentialError('missing'), null, 'Auth_MissingApiKey'],
    [new CredentialError('expired'), null, 'Auth_InvalidApiKey'],
  ])('%s in %s is %s', (error, operation, slug) => {
    expect(refusal(error, operation).body).toMatchObject({ error: { slug } })
  })
})

test('operations have names of their own, and stand under both roots', () => {
  expect(new Set(operations.map((operation) => operation.name)).size).toBe(operations.length)
  const paths = (root: string) =>
    operations
      .filter(({ path }) => path.startsWith(`${root}/`))
      .map(({ method, path }) => `${method} ${path.slice(root.length)}`)
  expect(paths('/api/v3')).toEqual([
    'GET /webhook_subscriptions/event_types',
    'GET /webhook_subscriptions',
    'POST /webhook_subscriptions',
    'GET /webhook_subscriptions/:id',
    'PATCH /webhook_subscriptions/:id',
    'DELETE /webhook_subscriptions/:id',
    'POST /webhook_subscriptions/:id/rotate_secret',
    'GET /webhook_endpoints/schema',
    'GET /webhook_endpoints',
    'POST /webhook_endpoints',
    'GET /webhook_endpoints/:nano_id',
    'POST /webhook_endpoints/:nano_id',
    'PATCH /webhook_endpoints/:nano_id',
    'DELETE /webhook_endpoints/:nano_id',
  ])
  expect(paths('/api/v3.1')).toEqual(paths('/api/v3'))
})
