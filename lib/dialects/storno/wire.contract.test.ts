import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { failureOf } from '#lib/dialects/kit/http/failure.ts'
import { CredentialError } from '#lib/domain/api-keys/credential-error.ts'
import type { Delivery } from '#lib/domain/deliveries/delivery.ts'
import type { Endpoint } from '#lib/domain/endpoints/fields.ts'
import { DomainError, invalid } from '#lib/domain/shared/errors.ts'
import { COMPANY_HEADER } from './auth.ts'
import { decodePatch } from './decode.ts'
import {
  encodeDeliveryDetail,
  encodeDeliveryRow,
  encodeWebhook,
  encodeWebhookDetail,
  publishedEvents,
} from './encode.ts'
import { failures } from './errors.ts'

function fixture<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`./__fixtures__/${name}.json`, import.meta.url), 'utf8')) as T
}

const added = new Date('2026-02-10T09:00:00.000Z')
const events = ['invoice.created', 'invoice.validated', 'invoice.rejected', 'invoice.paid', 'sync.completed']

const endpoint: Endpoint = {
  id: 'a1b2c3d4-e5f6-7890-abcd-ef1234567890',
  teamId: '550e8400-e29b-41d4-a716-446655440000',
  dialect: 'storno',
  publicId: 'a1b2c3d4-e5f6-7890-abcd-ef1234567890',
  oauthAppId: null,
  name: 'your-app.example.com',
  description: 'Production notifications — expanded',
  url: 'https://your-app.example.com/webhooks/storno',
  events: events.map((type) => ({ type, addedAt: added })),
  active: true,
  tlsVerification: true,
  payloadVersion: null,
  signing: true,
  headers: {},
  metadata: {},
  version: 4,
  createdAt: added,
  updatedAt: new Date('2026-02-18T10:15:00.874Z'),
}

const delivery: Delivery = {
  id: 'c3d4e5f6-a7b8-4012-8def-123456789012',
  endpointId: endpoint.id,
  messageId: '2f1c9e4a-3b6d-4a1e-9c2f-7d8e5a6b4c31',
  eventType: 'invoice.created',
  state: 'succeeded',
  attempts: 1,
  manual: false,
  lastCode: 200,
  lastError: null,
  lastAttemptAt: added,
  lastDurationMs: 12,
  nextAttemptAt: null,
  createdAt: added,
  finishedAt: added,
}

test("the reference's request is a patch of three fields", () => {
  expect(decodePatch(fixture('update-request'))).toEqual({
    events,
    description: 'Production notifications — expanded',
    active: true,
  })
})

test("an updated webhook is the reference's response, byte for byte", () => {
  expect(JSON.stringify(encodeWebhook(endpoint))).toBe(JSON.stringify(fixture('update-response')))
})

test('the secret stands in place of the mask where it was just made', () => {
  const secret = `whsec_${'0'.repeat(64)}`
  expect(encodeWebhook(endpoint, secret)).toEqual({ ...encodeWebhook(endpoint), secret })
})

describe('keys and their order', () => {
  const shapes = fixture<Record<string, string[]>>('shapes')
  test.each([
    ['event', publishedEvents[0]],
    ['webhook', encodeWebhook(endpoint)],
    [
      'webhook detail',
      encodeWebhookDetail(endpoint, { count: 1, last: { state: 'held', at: delivery.createdAt } }),
    ],
    ['delivery', encodeDeliveryRow(delivery)],
    ['delivery detail', encodeDeliveryDetail({ delivery, lastAttempt: null }, endpoint)],
  ])('%s', (name, wire) => {
    expect(Object.keys(wire ?? {})).toEqual(shapes[name])
  })
})

describe('errors', () => {
  const bodies = fixture<Record<string, unknown>>('errors')
  const company = (code: 'required' | 'not_a_choice') =>
    new DomainError('forbidden', 'No.', { issues: [{ path: [COMPANY_HEADER], code, message: 'No.' }] })
  test.each([
    ['company missing', 403, company('required')],
    ['company of others', 403, company('not_a_choice')],
    ['token ended', 401, new CredentialError('expired')],
    ['validation', 422, invalid([{ path: ['field'], code: 'too_long', message: 'reason' }])],
    ['limit', 429, new DomainError('rate_limited', 'Too many requests.', { retryAfterMs: 1 })],
  ])('%s', (name, status, error) => {
    const failure = failureOf(error, { requestId: 'r', operation: null })
    if (!failure) throw new Error('every one of these is known')
    const wire = failures[failure.code](failure)
    expect([wire.status, JSON.stringify(wire.body)]).toEqual([status, JSON.stringify(bodies[name])])
  })
})
