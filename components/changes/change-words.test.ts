import { describe, expect, it } from 'vitest'
import { changeActions } from '#lib/domain/audit/change.ts'
import type { FieldChange } from '#lib/domain/audit/diff.ts'
import type { ChangeView } from '#lib/domain/audit/view.ts'
import { revertibleSteps } from '#lib/domain/endpoints/revertible.ts'
import {
  deedText,
  listDiff,
  ownDeedText,
  rotationText,
  stepName,
  tellingSteps,
  valueText,
} from './change-words.ts'

function change(action: ChangeView['action'], fields: readonly FieldChange[] = []): ChangeView {
  return {
    id: '0190a5e0-0000-7000-8000-000000000001',
    actorKind: 'user',
    actorId: 'u1',
    actorLabel: 'Mara',
    entityKind: 'endpoint',
    entityId: 'e1',
    entityName: 'Billing sync',
    action,
    fields,
    version: 2,
    revertsId: null,
    createdAt: '2026-11-21T10:00:00.000Z',
  }
}

describe('what was done', () => {
  it.each(changeActions)('has words for %s', (action) => {
    expect(deedText(change(action))).not.toBe(action)
  })

  it('is left to the steps where an endpoint was changed', () => {
    expect(ownDeedText(change('endpoint.updated'))).toBeNull()
  })

  it.each([
    ['2026-11-22T10:00:00.000Z', ', 24\u00a0h overlap'],
    ['2026-11-21T11:00:00.000Z', ', 1\u00a0h overlap'],
    ['2026-11-24T10:00:00.000Z', ', 3\u00a0days overlap'],
  ])('says how long an old secret signs on, until %s', (until, words) => {
    const steps = [
      { field: 'secret', before: 'whsec_•', after: 'whsec_•' },
      { field: 'oldSecretSignsUntil', before: null, after: until },
    ]
    expect(rotationText(change('secret.rotated', steps))).toBe(words)
    expect(ownDeedText(change('secret.rotated', steps))).toBe(`Signing secret rotated${words}`)
    expect(tellingSteps(change('secret.rotated', steps))).toEqual([])
  })

  it.each([
    [1, ', 24\u00a0h overlap, 1 older secret ended'],
    [2, ', 24\u00a0h overlap, 2 older secrets ended'],
  ])('says how many older secrets a rotation ended: %i', (count, words) => {
    const ended = {
      field: 'oldSecretSignsUntil',
      before: '2026-11-25T10:00:00.000Z',
      after: '2026-11-21T10:00:00.000Z',
    }
    const until = { field: 'oldSecretSignsUntil', before: null, after: '2026-11-22T10:00:00.000Z' }
    expect(rotationText(change('secret.rotated', [until, ...Array(count).fill(ended)]))).toBe(words)
  })

  it.each([
    [1, '1 held delivery'],
    [2_412, '2,412 held deliveries'],
  ])('says how many deliveries were dropped: %s', (after, words) => {
    const dropped = change('deliveries.dropped', [{ field: 'dropped', before: null, after }])
    expect(deedText(dropped)).toBe(`dropped ${words} of`)
    expect(ownDeedText(dropped)).toBe(`Dropped ${words}`)
    expect(tellingSteps(dropped)).toEqual([])
  })

  it('says that a rotation had no overlap', () => {
    expect(rotationText(change('secret.rotated'))).toBe(', no overlap')
  })
})

describe('the steps that tell', () => {
  it('are those with a value on either side', () => {
    const steps = [
      { field: 'name', before: '', after: 'Billing sync' },
      { field: 'description', before: null, after: null },
      { field: 'events', before: [], after: ['invoice.paid'] },
    ]
    expect(tellingSteps(change('endpoint.created', steps)).map((step) => step.field)).toEqual([
      'name',
      'events',
    ])
  })
})

describe('the steps of what was made', () => {
  it.each(['api_key.created', 'oauth_app.created', 'event_type.created'] as const)(
    'of %s leave out the name, which stands before them',
    (action) => {
      const steps = [
        { field: 'name', before: null, after: 'Nightly sync' },
        { field: 'scopes', before: null, after: ['endpoint:read'] },
      ]
      expect(tellingSteps(change(action, steps))).toEqual([steps[1]])
    },
  )
})

describe('the steps that can be reverted', () => {
  it('are fields of an endpoint whose values were written down', () => {
    const steps = [
      { field: 'description', before: null, after: 'x' },
      { field: 'headers', key: 'Authorization', before: '••', after: '••', redacted: true as const },
      { field: 'secret', before: null, after: 'whsec_•' },
    ]
    expect(revertibleSteps(change('endpoint.updated', steps))).toEqual([steps[0]])
    expect(revertibleSteps(change('endpoint.created', steps))).toEqual([])
  })
})

describe('a value', () => {
  it.each([
    ['active', true, 'active'],
    ['active', false, 'paused'],
    ['tlsVerification', false, 'off'],
    ['description', null, null],
    ['description', '', null],
    ['description', 'text', 'text'],
    ['kind', 'project_key', 'project key'],
    ['expiresAt', '2027-02-19T16:25:58.376Z', '19 Feb 2027, 16:25:58 UTC'],
    ['events', ['*'], 'all events'],
    ['events', ['a', 'b'], '2 events'],
    ['schema', { type: 'object' }, '{\n  "type": "object"\n}'],
  ])('of %s: %s reads %s', (field, value, text) => {
    expect(valueText(field, value)).toBe(text)
  })

  it('of a list reads as what came and what went', () => {
    expect(listDiff({ field: 'events', before: ['a', 'b'], after: ['b', 'c'] })).toEqual({
      added: ['c'],
      removed: ['a'],
    })
    expect(listDiff({ field: 'name', before: 'a', after: 'b' })).toBeNull()
  })

  it('of events is no list where it turns to all, or back', () => {
    expect(listDiff({ field: 'events', before: ['a', 'b'], after: ['*'] })).toBeNull()
    expect(listDiff({ field: 'events', before: ['*'], after: ['a'] })).toBeNull()
    expect(listDiff({ field: 'events', before: null, after: ['*'] })).toBeNull()
  })
})

it('a key of a map is named with its kind', () => {
  expect(stepName({ field: 'headers', key: 'X-Team', before: null, after: 'a' })).toBe('Header X-Team')
  expect(stepName({ field: 'url', before: 'a', after: 'b' })).toBe('Destination URL')
})
