import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { profiles } from '#lib/dialects/registry.ts'
import { REDACTED } from '../audit/redact.ts'
import { applyPatch } from './apply-patch.ts'
import { type EndpointField, type EndpointPatch, type EndpointState, endpointFields } from './fields.ts'
import type { DialectProfile } from './profile.ts'
import { patchSchema } from './schema.ts'

const now = new Date('2026-03-01T00:00:00Z')
const since = new Date('2026-02-10T00:00:00Z')

/** Names that may be chosen, and one that has left the catalogue. */
function catalogue(profile: DialectProfile): string[] {
  return profile.catalogue.kind === 'fixed'
    ? profile.catalogue.events.map((event) => event.type)
    : ['invoice.created', 'invoice.paid', 'deal.won', 'deal.lost']
}

const text = (min: number, max: number) =>
  fc
    .string({ unit: 'grapheme-ascii', minLength: min, maxLength: Math.min(max, 40) })
    .map((s) => s.trim())
    .filter((s) => s.length >= min)

function stringMap(keys: string[]) {
  return fc.dictionary(fc.constantFrom(...keys), fc.string({ unit: 'grapheme-ascii', maxLength: 20 }), {
    maxKeys: 3,
  })
}

const headerKeys = ['X-Team', 'X-Env', 'X-Api-Key']
const metadataKeys = ['plan', 'region', 'tier']

/** A value for each field that the dialect has. */
function values(profile: DialectProfile): { [F in EndpointField]?: fc.Arbitrary<EndpointPatch[F]> } {
  const { fields } = profile
  const names = fc.uniqueArray(fc.constantFrom(...catalogue(profile)), {
    minLength: Math.max(fields.events.min, 1),
    maxLength: 8,
  })
  const description = fields.description && text(1, fields.description.maxLength)
  const merge = (keys: string[]) =>
    fc.dictionary(
      fc.constantFrom(...keys),
      fc.option(fc.string({ unit: 'grapheme-ascii', maxLength: 20 }), { nil: null }),
    )
  return {
    name: text(Math.max(fields.name.minLength, 1), fields.name.maxLength),
    ...(description
      ? { description: fields.description?.clearable ? fc.option(description, { nil: null }) : description }
      : {}),
    url: fc.webUrl({ validSchemes: ['https'] }),
    events: fields.events.wildcard ? fc.oneof(names, fc.constant(['*'])) : names,
    active: fc.boolean(),
    ...(fields.tlsVerification ? { tlsVerification: fc.boolean() } : {}),
    ...(fields.payloadVersion
      ? { payloadVersion: fc.constantFrom(...fields.payloadVersion.choices.map((choice) => choice.value)) }
      : {}),
    ...(fields.signing ? { signing: fc.boolean() } : {}),
    ...(fields.headers ? { headers: merge(headerKeys) } : {}),
    ...(fields.metadata ? { metadata: merge(metadataKeys) } : {}),
  }
}

function states(profile: DialectProfile): fc.Arbitrary<EndpointState> {
  const { fields } = profile
  return fc
    .record({
      name: text(1, 20),
      description: fields.description ? fc.option(text(1, 20), { nil: null }) : fc.constant(null),
      url: fc.webUrl({ validSchemes: ['https'] }),
      events: fc
        .uniqueArray(fc.constantFrom(...catalogue(profile), 'left.the_catalogue'), {
          minLength: 1,
          maxLength: 6,
        })
        .map((names) => names.map((type) => ({ type, addedAt: since }))),
      active: fc.boolean(),
      tlsVerification: fields.tlsVerification ? fc.boolean() : fc.constant(true),
      payloadVersion: fields.payloadVersion
        ? fc.constantFrom(...fields.payloadVersion.choices.map((choice) => choice.value))
        : fc.constant(null),
      signing: fields.signing ? fc.boolean() : fc.constant(true),
      headers: fields.headers ? stringMap(headerKeys) : fc.constant({}),
      metadata: fields.metadata ? stringMap(metadataKeys) : fc.constant({}),
    })
    .filter((state) => profile.invariants.every((holds) => holds(state) === null))
}

const patches = (profile: DialectProfile): fc.Arbitrary<EndpointPatch> =>
  fc.record(values(profile) as Record<string, fc.Arbitrary<unknown>>, { requiredKeys: [] })

function rulesOf(profile: DialectProfile) {
  const names = new Set(catalogue(profile))
  return { profile, knows: (type: string) => names.has(type), now }
}

const apply = (profile: DialectProfile, before: EndpointState, patch: EndpointPatch) =>
  applyPatch(before, patch, rulesOf(profile))

describe.each(profiles.map((profile) => [profile.dialect, profile] as const))(
  'applyPatch, %s',
  (_name, profile) => {
    test('every generated patch is one that the schema lets through', () => {
      fc.assert(
        fc.property(patches(profile), (patch) => {
          expect(patchSchema(profile).safeParse(patch).success).toBe(true)
        }),
      )
    })

    test('absent keeps: a field that was not sent never changes', () => {
      fc.assert(
        fc.property(states(profile), patches(profile), (before, patch) => {
          const { after } = apply(profile, before, patch)
          for (const field of endpointFields)
            if (patch[field] === undefined) expect(after[field]).toEqual(before[field])
        }),
      )
    })

    test('value sets, null clears, lists replace, maps merge per key', () => {
      fc.assert(
        fc.property(states(profile), patches(profile), (before, patch) => {
          const { after } = apply(profile, before, patch)
          for (const field of endpointFields) {
            const sent = patch[field]
            if (sent === undefined) continue
            if (field === 'events') expect(after.events.map((event) => event.type)).toEqual(sent)
            else if (field === 'headers' || field === 'metadata') {
              const merged: Record<string, string> = { ...before[field] }
              for (const [key, value] of Object.entries(patch[field] ?? {})) {
                if (value === null) delete merged[key]
                else merged[key] = value
              }
              expect(after[field]).toEqual(merged)
            } else expect(after[field]).toEqual(sent)
          }
        }),
      )
    })

    test('kept events keep their date, new ones get the present', () => {
      fc.assert(
        fc.property(states(profile), patches(profile), (before, patch) => {
          const kept = new Set(before.events.map((event) => event.type))
          for (const event of apply(profile, before, patch).after.events)
            expect(event.addedAt).toEqual(kept.has(event.type) ? since : now)
        }),
      )
    })

    test('twice is once', () => {
      fc.assert(
        fc.property(states(profile), patches(profile), (before, patch) => {
          const once = apply(profile, before, patch).after
          const twice = apply(profile, once, patch)
          expect(twice.after).toEqual(once)
          expect(twice.changes).toEqual([])
        }),
      )
    })

    test('the empty patch, and a patch of the present values, change nothing', () => {
      fc.assert(
        fc.property(states(profile), (before) => {
          expect(apply(profile, before, {}).changes).toEqual([])
          const present = Object.fromEntries(
            endpointFields
              .filter((field) => profile.fields[field])
              .map((field) => [
                field,
                field === 'events' ? before.events.map((event) => event.type) : before[field],
              ]),
          )
          expect(apply(profile, before, present).changes).toEqual([])
        }),
      )
    })

    test('patches of different fields commute', () => {
      fc.assert(
        fc.property(states(profile), patches(profile), fc.integer(), (before, patch, split) => {
          const keys = Object.keys(patch)
          const pick = (side: number) =>
            Object.fromEntries(
              Object.entries(patch).filter(([key]) => ((split >> keys.indexOf(key)) & 1) === side),
            )
          const [a, b] = [pick(0), pick(1)]
          const ab = apply(profile, apply(profile, before, a).after, b).after
          const ba = apply(profile, apply(profile, before, b).after, a).after
          expect(ab).toEqual(ba)
          expect(ab).toEqual(apply(profile, before, patch).after)
        }),
      )
    })

    test('what is described is what differs, and nothing else', () => {
      fc.assert(
        fc.property(states(profile), patches(profile), (before, patch) => {
          const { after, changes } = apply(profile, before, patch)
          const differing = endpointFields.filter((field) => {
            const show = (state: EndpointState) =>
              JSON.stringify(
                field === 'events' ? state.events.map((event) => event.type) : sorted(state[field]),
              )
            return show(before) !== show(after)
          })
          expect([...new Set(changes.map((change) => change.field))]).toEqual(differing)
        }),
      )
    })

    test('a result that breaks an invariant is always reported', () => {
      fc.assert(
        fc.property(states(profile), patches(profile), (before, patch) => {
          const { after, issues } = apply(profile, before, patch)
          const broken = profile.invariants.some((holds) => holds(after) !== null)
          expect(issues.length > 0).toBe(broken)
        }),
      )
    })

    test('a name outside of the catalogue is refused, a stored one that left it may stay', () => {
      fc.assert(
        fc.property(states(profile), (before) => {
          const names = before.events.map((event) => event.type)
          expect(apply(profile, before, { events: names }).issues).toEqual([])
          const { issues } = apply(profile, before, { events: [...names, 'no.such_event'] })
          expect(issues.map((issue) => issue.code)).toContain('unknown_event')
        }),
      )
    })

    test('read-only, foreign and prototype keys are refused', () => {
      for (const key of [
        'id',
        'version',
        'dialect',
        'publicId',
        'teamId',
        'secrets',
        'createdAt',
        'constructor',
      ])
        expect(patchSchema(profile).safeParse({ [key]: 'x' }).success).toBe(false)
    })
  },
)

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}

describe('headers', () => {
  const standard = profiles.find((profile) => profile.dialect === 'standard')
  const before = { headers: { 'X-Api-Key': 'sesame', 'X-Team': 'a' } } as unknown as EndpointState

  test('a mask that was read and sent back keeps the value', () => {
    if (!standard) throw new Error('the standard dialect is missing')
    const state = { ...before, events: [], metadata: {} } as unknown as EndpointState
    const { after, changes } = apply(standard, state, { headers: { 'X-Api-Key': REDACTED } })
    expect(after.headers['X-Api-Key']).toBe('sesame')
    expect(changes).toEqual([])
  })

  test('names have no case', () => {
    if (!standard) throw new Error('the standard dialect is missing')
    const state = { ...before, events: [], metadata: {} } as unknown as EndpointState
    expect(apply(standard, state, { headers: { 'x-team': 'b' } }).after.headers).toEqual({
      'X-Api-Key': 'sesame',
      'X-Team': 'b',
    })
    expect(apply(standard, state, { headers: { 'x-team': null } }).after.headers).toEqual({
      'X-Api-Key': 'sesame',
    })
  })
})
