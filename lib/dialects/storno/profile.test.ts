import { describe, expect, test } from 'vitest'
import { verdict } from '#lib/dialects/kit/verdict.fixture.ts'
import { catalogue } from './catalogue.ts'
import { stornoProfile } from './profile.ts'

const published = [
  ['invoices', 'invoice.created'],
  ['invoices', 'invoice.updated'],
  ['invoices', 'invoice.issued'],
  ['invoices', 'invoice.submitted'],
  ['invoices', 'invoice.validated'],
  ['invoices', 'invoice.rejected'],
  ['invoices', 'invoice.cancelled'],
  ['invoices', 'invoice.paid'],
  ['payments', 'payment.created'],
  ['payments', 'payment.deleted'],
  ['clients', 'client.created'],
  ['clients', 'client.updated'],
  ['sync', 'sync.completed'],
  ['sync', 'sync.failed'],
  ['proforma', 'proforma.created'],
  ['proforma', 'proforma.accepted'],
  ['proforma', 'proforma.rejected'],
]

const ofTheService =
  'invoice.created invoice.updated invoice.issued invoice.validated invoice.rejected invoice.sent_to_provider ' +
  'company.created company.updated company.removed company.restored company.reset ' +
  'sync.started sync.completed sync.error payment.received anaf.token_created'

describe('catalogue', () => {
  test('the 17 of the reference come first, in its order and categories', () => {
    expect(catalogue.events.slice(0, 17).map((event) => [event.group, event.type])).toEqual(published)
  })

  test('the names that only the service has follow: 27 in all', () => {
    const union = new Set([...published.map(([, type]) => type), ...ofTheService.split(' ')])
    expect(new Set(catalogue.events.map((event) => event.type))).toEqual(union)
    expect(catalogue.events).toHaveLength(27)
  })
})

test.each([
  ['url', 'https://example.com/webhooks/storno', 'fine'],
  ['url', 'http://example.com/webhooks/storno', 'not_https'],
  ['url', `https://example.com/${'a'.repeat(2029)}`, 'too_long'],
  ['url', null, 'null'],
  ['events', ['*'], 'fine'],
  ['events', [], 'empty_list'],
  ['events', null, 'null'],
  ['description', 'x'.repeat(255), 'fine'],
  ['description', 'x'.repeat(256), 'too_long'],
  ['description', null, 'fine'],
  ['active', null, 'null'],
  ['tlsVerification', true, 'no such field'],
  ['signing', true, 'no such field'],
] as const)('%s: %j is %s', (field, value, expected) => {
  expect(verdict(stornoProfile, field, value)).toBe(expected)
})

test('E4: the mask is whsec_ and 24 bullets, whatever the secret', () => {
  expect(stornoProfile.secret.mask()).toBe(`whsec_${'\u2022'.repeat(24)}`)
})

test('three attempts: at once, a minute later, five minutes later; paused, events are dropped', () => {
  expect(stornoProfile.delivery.delaysMs).toEqual([0, 60_000, 300_000])
  expect(stornoProfile.delivery).toMatchObject({ jitter: 0, timeoutMs: 10_000, whilePaused: 'drop' })
})

test('its own door: support sees, admins manage', () => {
  expect(stornoProfile.door).toEqual({ view: 'support', manage: 'admin' })
})
