import { describe, expect, test } from 'vitest'
import { verdict } from '#lib/dialects/kit/verdict.fixture.ts'
import { encodeDelivery } from './deliver.ts'
import { standardProfile } from './profile.ts'
import { sampleMessage } from './samples.ts'

const { delivery, secret } = standardProfile

describe('fields', () => {
  test.each([
    ['name', 'x', 'fine'],
    ['name', 'x'.repeat(100), 'fine'],
    ['name', 'x'.repeat(101), 'too_long'],
    ['name', '  ', 'blank'],
    ['name', null, 'null'],
    ['description', 'x'.repeat(500), 'fine'],
    ['description', 'x'.repeat(501), 'too_long'],
    ['description', null, 'fine'],
    ['url', 'https://example.com/hooks', 'fine'],
    ['url', 'http://example.com/hooks', 'not_https'],
    ['url', `https://example.com/${'a'.repeat(2028)}`, 'fine'],
    ['url', `https://example.com/${'a'.repeat(2029)}`, 'too_long'],
    ['events', ['*'], 'fine'],
    ['events', [], 'empty_list'],
    ['tlsVerification', false, 'fine'],
    ['payloadVersion', 'V3', 'no such field'],
    ['signing', false, 'no such field'],
    ['headers', { 'X-Team': 'a' }, 'fine'],
    ['headers', { ['X'.repeat(101)]: 'a' }, 'too_long'],
    ['headers', { 'X-Team': 'a'.repeat(1001) }, 'too_long'],
    ['headers', { 'webhook-id': 'a' }, 'reserved_name'],
    ['metadata', { ['k'.repeat(40)]: 'v'.repeat(500) }, 'fine'],
    ['metadata', { ['k'.repeat(41)]: 'v' }, 'too_long'],
    ['metadata', { k: 'v'.repeat(501) }, 'too_long'],
  ] as const)('%s: %j is %s', (field, value, expected) => {
    expect(verdict(standardProfile, field, value)).toBe(expected)
  })

  test('maps hold 20 headers and 50 keys of metadata', () => {
    expect(standardProfile.fields.headers.maxKeys).toBe(20)
    expect(standardProfile.fields.metadata.maxKeys).toBe(50)
  })
})

test('the mask is constant after the prefix', () => {
  expect(secret.mask()).toBe('whsec_••••••••••••••••••••••••')
})

test('old keys go on signing for up to seven days, one by default, and eight keys at most', () => {
  expect(secret.rotation).toEqual({ kind: 'overlap', maxMs: 604_800_000, defaultMs: 86_400_000, maxKeys: 8 })
})

test('ten attempts: 0, 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h, each ± 20 %', () => {
  const hour = 3_600_000
  expect(delivery.delaysMs).toEqual([
    0,
    5_000,
    300_000,
    1_800_000,
    2 * hour,
    5 * hour,
    10 * hour,
    14 * hour,
    20 * hour,
    24 * hour,
  ])
  expect(delivery).toMatchObject({ jitter: 0.2, timeoutMs: 15_000, whilePaused: 'hold' })
})

test('any name of the team has a sample with data', () => {
  for (const type of ['invoice.paid', 'user_signed_up', 'constructor.called', 'x']) {
    const body = JSON.parse(encodeDelivery(sampleMessage(type)).body)
    expect(body).toMatchObject({ type, data: { id: expect.any(String) } })
  }
})
