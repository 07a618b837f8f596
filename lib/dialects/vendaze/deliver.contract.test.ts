import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { requestText } from '#lib/dialects/kit/request-text.fixture.ts'
import { sample } from '#lib/dialects/kit/sample.ts'
import { catalogue } from './catalogue.ts'
import { encodeDelivery, entityOf } from './deliver.ts'

const fixture = (name: string) =>
  readFileSync(new URL(`./__fixtures__/${name}.http`, import.meta.url), 'utf8')

test('a delivery is the payload that the guide shows', () => {
  const input = sample('person.created', {
    id: '550e8400-e29b-41d4-a716-446655440000',
    full_name: 'Anna Reed',
    email: { '1': 'anna@acme.com' },
    created_at: '2026-05-26T14:00:00Z',
  })
  const delivery = encodeDelivery({ ...input, deliveryId: '3f9a1c8b-2d4e-5f6a-7b8c-9d0e1f2a3b4c' })
  expect(requestText(delivery)).toBe(fixture('person-created'))
})

test('the id is of the delivery: the same for all attempts, another for another delivery', () => {
  const input = sample('deal.won', {})
  const id = (of: typeof input): string => JSON.parse(encodeDelivery(of).body).id
  expect(id(input)).toMatch(/^event_[0-9a-f]{32}$/)
  expect(id({ ...input, sentAt: new Date() })).toBe(id(input))
  expect(id({ ...input, deliveryId: '00000000-0000-4000-8000-000000000000' })).not.toBe(id(input))
})

test('V13: every event has one of the published entity keys, or usage_log', () => {
  const entities = new Set(catalogue.events.map((event) => entityOf(event.type)))
  expect([...entities].sort()).toEqual([
    'activity',
    'company',
    'deal',
    'member',
    'person',
    'pipeline',
    'product',
    'tag',
    'task',
    'usage_log',
  ])
})
