import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { failureOf } from '#lib/dialects/kit/http/failure.ts'
import type { Attempt } from '#lib/domain/deliveries/delivery.ts'
import type { Endpoint } from '#lib/domain/endpoints/fields.ts'
import { invalid, notFound } from '#lib/domain/shared/errors.ts'
import { decodePatch } from './decode.ts'
import { encodeAttempt, encodeEndpoint } from './encode.ts'
import { failures } from './errors.ts'
import { pageOf } from './pages.ts'

function fixture(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`./__fixtures__/${name}.json`, import.meta.url), 'utf8'))
}

/** The reference shows types in place of values: every value by the name of its type, keys in their order. */
function shapeOf(value: unknown): unknown {
  if (value === null) return null
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf)
  if (typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shapeOf(member)]))
  return Number.isInteger(value) ? 'integer' : typeof value
}

const endpoint: Endpoint = {
  id: '019c0000-0000-7000-8000-000000000000',
  teamId: '550e8400-e29b-41d4-a716-446655440000',
  dialect: 'selfcommunity',
  publicId: '12',
  oauthAppId: null,
  name: 'feed.example',
  description: 'Feed',
  url: 'https://feed.example/sc',
  events: [{ type: 'comment.created', addedAt: new Date('2021-03-25T14:21:46.575Z') }],
  active: true,
  tlsVerification: true,
  payloadVersion: null,
  signing: true,
  headers: {},
  metadata: {},
  version: 1,
  createdAt: new Date('2021-03-25T14:21:46.575Z'),
  updatedAt: new Date('2021-03-26T00:00:00.000Z'),
}

const attempt: Attempt = {
  id: '019c0000-0000-7000-8000-000000000001',
  number: 7,
  deliveryId: '019c0000-0000-7000-8000-000000000002',
  messageId: '019c0000-0000-7000-8000-000000000003',
  eventType: 'comment.created',
  attempt: 1,
  succeeded: true,
  requestUrl: 'https://feed.example/sc',
  requestHeaders: { 'selfcommunity-signature': 't=1492774577,v0=6ffb' },
  requestBody: '{"event_id":1}',
  responseCode: 200,
  responseHeaders: {},
  responseBody: 'ok',
  errorCode: null,
  errorMessage: null,
  durationMs: 20,
  sentAt: new Date('2021-03-25T14:21:46.575Z'),
  nextAttemptAt: null,
}

test("an endpoint has the reference's keys in their order, and its types", () => {
  expect(JSON.stringify(shapeOf(encodeEndpoint(endpoint)))).toBe(JSON.stringify(fixture('endpoint')))
})

test("an attempt has the contract's keys, its event an object (C13)", () => {
  expect(JSON.stringify(shapeOf(encodeAttempt(attempt, endpoint)))).toBe(JSON.stringify(fixture('attempt')))
})

test('an attempt of an event that the endpoint has left, and one that nobody answered', () => {
  const wire = encodeAttempt({ ...attempt, responseCode: null, responseBody: null }, { events: [] })
  expect(wire).toMatchObject({
    event: { type: 'comment.created', added_at: null },
    http_response_code: null,
    http_response_body: '',
  })
})

test('the signature header is found whatever its spelling, and is empty where there was none', () => {
  expect(encodeAttempt(attempt, endpoint).http_request_signature_header).toBe('t=1492774577,v0=6ffb')
  expect(encodeAttempt({ ...attempt, requestHeaders: {} }, endpoint).http_request_signature_header).toBe('')
})

test('dates are UTC with six digits of a second', () => {
  const { created_at, updated_at, events } = encodeEndpoint(endpoint)
  expect([created_at, updated_at, events[0]?.added_at]).toEqual([
    '2021-03-25T14:21:46.575000+00:00',
    '2021-03-26T00:00:00.000000+00:00',
    '2021-03-25T14:21:46.575000+00:00',
  ])
})

test("the reference's request has the keys that a patch takes", () => {
  const keys = Object.keys(fixture('update-request') as object)
  const { is_active, target, description, events, ssl_cert_verification } = encodeEndpoint(endpoint)
  const body = { is_active, target, description, events, ssl_cert_verification }
  expect(Object.keys(body)).toEqual(keys)
  expect(decodePatch(body)).toEqual({
    active: true,
    url: 'https://feed.example/sc',
    description: 'Feed',
    events: ['comment.created'],
    tlsVerification: true,
  })
})

describe('errors', () => {
  test.each([
    ['field', 400, invalid([{ path: ['url'], code: 'bad_url', message: 'No.' }])],
    ['general', 404, notFound('Endpoint')],
  ])('%s', (name, status, error) => {
    const failure = failureOf(error, { requestId: 'r', operation: null })
    if (!failure) throw new Error('every one of these is known')
    const wire = failures[failure.code](failure)
    const bodies = fixture('errors') as Record<string, unknown>
    expect([wire.status, JSON.stringify(wire.body)]).toEqual([status, JSON.stringify(bodies[name])])
  })
})

describe('a page', () => {
  const request = (query: string) => ({
    origin: 'https://patchbay.test',
    path: '/api/v2/webhook/endpoint',
    query: new URLSearchParams(query),
  })
  const url = 'https://patchbay.test/api/v2/webhook/endpoint/'

  test.each([
    ['the only one', '', 20, 0, 3, null, null],
    ['the first', 'ordering=-created_at', 2, 0, 3, '?limit=2&offset=2&ordering=-created_at', null],
    ['one between', 'offset=4&limit=2', 2, 4, 9, '?limit=2&offset=6', '?limit=2&offset=2'],
    ['the second', 'limit=2&offset=2', 2, 2, 4, null, '?limit=2'],
    ['one behind the end', 'limit=2&offset=9', 2, 9, 4, null, '?limit=2&offset=7'],
    ['a search', 'target=a b&limit=1', 1, 0, 2, '?limit=1&offset=1&target=a+b', null],
  ])('%s', (_name, query, limit, offset, total, next, previous) => {
    const page = pageOf(request(query), { limit, offset }, total, [1])
    expect(Object.keys(page)).toEqual(['count', 'next', 'previous', 'results'])
    expect(page).toEqual({
      count: total,
      next: next && url + next,
      previous: previous && url + previous,
      results: [1],
    })
  })
})
