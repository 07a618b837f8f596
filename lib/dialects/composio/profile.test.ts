import { describe, expect, test } from 'vitest'
import { verdict } from '#lib/dialects/kit/verdict.fixture.ts'
import { applyPatch } from '#lib/domain/endpoints/apply-patch.ts'
import type { EndpointPatch, EndpointState } from '#lib/domain/endpoints/fields.ts'
import { catalogue, supportedVersions } from './catalogue.ts'
import { composioProfile, maskSecret } from './profile.ts'

const message = 'composio.trigger.message'
const expired = 'composio.connected_account.expired'
const disabled = 'composio.trigger.disabled'
const now = new Date('2026-05-26T14:00:00Z')

function state(payloadVersion: string, events: readonly string[]): EndpointState {
  return {
    name: 'Agent triggers',
    description: null,
    url: 'https://agents.example/triggers',
    events: events.map((type) => ({ type, addedAt: now })),
    active: true,
    tlsVerification: true,
    payloadVersion,
    signing: true,
    headers: {},
    metadata: {},
  }
}

const patched = (before: EndpointState, patch: EndpointPatch) =>
  applyPatch(before, patch, { profile: composioProfile, knows: () => true, now }).issues.map(
    (issue) => issue.code,
  )

test('the catalogue is the three published events', () => {
  expect(catalogue.events.map((event) => event.type)).toEqual([message, expired, disabled])
  expect(new Set(catalogue.events.map((event) => event.group))).toEqual(new Set(['composio']))
  expect(catalogue.events.map((event) => supportedVersions(event.type))).toEqual([
    ['V1', 'V2', 'V3'],
    ['V3'],
    ['V3'],
  ])
})

describe('B5: payload version and events, judged together', () => {
  test.each([
    ['V1', [message], null],
    ['V2', [message], null],
    ['V3', [message], null],
    ['V3', [message, expired, disabled], null],
    ['V1', [expired], 'forbidden_combination'],
    ['V2', [message, disabled], 'forbidden_combination'],
    ['V1', [message, expired, disabled], 'forbidden_combination'],
  ] as const)('%s with %j: %s', (version, events, expected) => {
    const [invariant] = composioProfile.invariants
    expect(invariant(state(version, events))?.code ?? null).toBe(expected)
  })

  test('whichever of the two is sent, the state that it would leave decides', () => {
    expect(patched(state('V3', [message, expired]), { payloadVersion: 'V1' })).toEqual([
      'forbidden_combination',
    ])
    expect(patched(state('V2', [message]), { events: [message, disabled] })).toEqual([
      'forbidden_combination',
    ])
    expect(patched(state('V3', [message, expired]), { payloadVersion: 'V1', events: [message] })).toEqual([])
    expect(patched(state('V1', [message]), { payloadVersion: 'V3', events: [expired] })).toEqual([])
  })

  test('the two are one group, so that concurrent changes of them clash', () => {
    expect(composioProfile.groups).toEqual([['payloadVersion', 'events']])
  })
})

describe('fields', () => {
  test.each([
    ['url', 'https://example.com/webhook', 'fine'],
    ['url', 'http://example.com/webhook', 'not_https'],
    ['url', `https://example.com/${'a'.repeat(2029)}`, 'too_long'],
    ['url', null, 'null'],
    ['events', [], 'empty_list'],
    ['events', ['*'], 'unknown_event'],
    ['events', null, 'null'],
    ['payloadVersion', 'V2', 'fine'],
    ['payloadVersion', 'v3', 'not_a_choice'],
    ['payloadVersion', null, 'null'],
    ['description', 'x', 'no such field'],
    ['tlsVerification', true, 'no such field'],
    ['signing', true, 'no such field'],
    ['headers', {}, 'no such field'],
    ['metadata', {}, 'no such field'],
  ] as const)('%s: %j is %s', (field, value, expected) => {
    expect(verdict(composioProfile, field, value)).toBe(expected)
  })

  test('V3 is the default', () => {
    expect(composioProfile.fields.payloadVersion.default).toBe('V3')
  })
})

test.each([
  ['', '...'],
  ['12345678', '...'],
  ['123456789', '1234...'],
  ['8f14e45fceea167a5a36dedd4bea2543', '8f14...'],
])('the mask of %j is %j', (secret, mask) => {
  expect(maskSecret(secret)).toBe(mask)
})

test('a team has one, with a ws_ id, and a new key replaces the old at once', () => {
  expect(composioProfile).toMatchObject({
    perTeam: 1,
    publicId: { kind: 'nanoid', prefix: 'ws_', length: 12 },
    secret: { format: 'hex', presence: 'always', rotation: { kind: 'immediate' } },
  })
})
