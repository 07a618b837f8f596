import { expect, test } from 'vitest'
import { verdict } from '#lib/dialects/kit/verdict.fixture.ts'
import { catalogue } from './catalogue.ts'
import { vendazeProfile } from './profile.ts'

const published =
  'person.created person.updated person.deleted activity.created activity.updated activity.deleted ' +
  'company.created company.updated company.deleted deal.created deal.updated deal.stage_changed deal.won ' +
  'deal.lost deal.deleted task.created task.updated task.completed task.deleted tag.created tag.updated ' +
  'tag.deleted product.created product.updated product.deleted pipeline.created pipeline.updated ' +
  'pipeline.deleted member_invited member_joined member_removed usage_logs.created'

test('the catalogue is the 32 names of the enum, in its order', () => {
  expect(catalogue.events.map((event) => event.type).join(' ')).toBe(published)
  expect(catalogue.events).toHaveLength(32)
})

test.each([
  ['name', 'My webhook', 'fine'],
  ['name', 'x'.repeat(100), 'fine'],
  ['name', 'x'.repeat(101), 'too_long'],
  ['name', '', 'blank'],
  ['name', '   ', 'blank'],
  ['name', null, 'null'],
  ['url', 'https://myapp.example/webhooks/vendaze', 'fine'],
  ['url', 'http://myapp.example/webhooks/vendaze', 'not_https'],
  ['url', null, 'null'],
  ['events', [], 'empty_list'],
  ['events', ['*'], 'unknown_event'],
  ['events', null, 'null'],
  ['signing', true, 'fine'],
  ['signing', null, 'null'],
  ['signing', 'true', 'wrong_type'],
  ['description', 'x', 'no such field'],
  ['tlsVerification', true, 'no such field'],
] as const)('%s: %j is %s', (field, value, expected) => {
  expect(verdict(vendazeProfile, field, value)).toBe(expected)
})

test('signing is off by default, and the key lives while it is on', () => {
  expect(vendazeProfile.fields.signing.default).toBe(false)
  expect(vendazeProfile.secret).toMatchObject({
    format: 'whsec_hex',
    presence: 'while-signing',
    rotation: { kind: 'toggle' },
  })
})

test('the mask is constant after the prefix', () => {
  expect(vendazeProfile.secret.mask()).toBe(`whsec_${'\u2022'.repeat(24)}`)
})

test('four attempts, a quarter of an hour apart', () => {
  expect(vendazeProfile.delivery.delaysMs).toEqual([0, 900_000, 900_000, 900_000])
  expect(vendazeProfile.delivery).toMatchObject({ jitter: 0, timeoutMs: 10_000, whilePaused: 'hold' })
})
