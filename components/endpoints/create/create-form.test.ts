import { describe, expect, it } from 'vitest'
import { profileOf, profiles } from '#lib/dialects/profile.ts'
import { REDACTED } from '#lib/domain/audit/redact.ts'
import { endpointFields } from '#lib/domain/endpoints/fields.ts'
import type { DialectProfile } from '#lib/domain/endpoints/profile.ts'
import type { EndpointView } from '#lib/domain/endpoints/view.ts'
import { createResolver } from './create-resolver.ts'
import {
  blankValues,
  type CreateValues,
  dialectDefaults,
  duplicateOf,
  startValues,
  toFields,
} from './create-values.ts'

const resolve = createResolver(profileOf)

function profile(dialect: string): DialectProfile {
  const found = profileOf(dialect)
  if (!found) throw new Error(`no ${dialect}`)
  return found
}

function filled(dialect: string, part: Partial<CreateValues> = {}): CreateValues {
  return {
    ...blankValues(),
    ...dialectDefaults(profile(dialect)),
    name: 'Billing sync',
    url: 'https://billing.example/hooks',
    events: [firstEvent(dialect)],
    ...part,
  }
}

function firstEvent(dialect: string): string {
  const { catalogue } = profile(dialect)
  return catalogue.kind === 'fixed' ? (catalogue.events[0]?.type ?? '') : 'invoice.paid'
}

async function judge(values: CreateValues) {
  return resolve(values, undefined, { fields: {}, shouldUseNativeValidation: false })
}

async function messages(values: CreateValues): Promise<Record<string, unknown>> {
  const { errors } = await judge(values)
  return Object.fromEntries(Object.entries(errors).map(([field, error]) => [field, error?.message]))
}

const view: EndpointView = {
  id: '0190a5e0-0000-7000-8000-000000000001',
  dialect: 'standard',
  publicId: 'ep_x',
  name: 'Billing sync',
  description: 'Production',
  url: 'https://billing.example/hooks',
  events: ['invoice.paid', 'invoice.gone'].map((type) => ({ type, addedAt: '2026-01-01T00:00:00.000Z' })),
  active: false,
  tlsVerification: true,
  payloadVersion: null,
  signing: true,
  headers: { 'X-Team': 'billing', 'X-Api-Key': REDACTED },
  metadata: { plan: 'pro' },
  version: 3,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  secrets: [],
}
const catalogue = [{ type: 'invoice.paid', group: 'invoice', description: '' }]

describe.each(profiles.map((each) => each.dialect))('a new %s endpoint', (dialect) => {
  it('is sent with exactly the fields that the dialect has', async () => {
    const own = endpointFields.filter((field) => profile(dialect).fields[field] !== null)
    const { values, errors } = await judge(filled(dialect))
    expect(errors).toEqual({})
    expect(Object.keys(values).sort()).toEqual([...own].sort())
  })

  it('needs a name, a URL and an event', async () => {
    const blank = filled(dialect, { name: '  ', url: '', events: [] })
    expect(Object.keys(await messages(blank)).sort()).toEqual(['events', 'name', 'url'])
  })
})

describe('the form', () => {
  it('asks for the dialect before all else', async () => {
    expect(await messages(blankValues())).toEqual({ dialect: 'Choose a dialect first.' })
  })

  it('sends texts without the spaces around them', async () => {
    const { values } = await judge(filled('standard', { name: '  Billing  ', url: ' https://a.example ' }))
    expect(values).toMatchObject({ name: 'Billing', url: 'https://a.example' })
  })

  it('does not send what was typed for a field that the dialect lacks', () => {
    const values = filled('vendaze', {
      description: 'typed before',
      headers: [{ id: '1', key: 'a', value: 'b' }],
    })
    expect(toFields(values, profile('vendaze'))).not.toHaveProperty('description')
    expect(toFields(values, profile('vendaze'))).not.toHaveProperty('headers')
  })

  it('refuses what does not go together, at the field to mend', async () => {
    const values = filled('composio', {
      payloadVersion: 'V1',
      events: ['composio.connected_account.expired'],
    })
    const faults = await messages(values)
    expect(Object.keys(faults)).toEqual(['events'])
  })

  it('goes back to the defaults of another dialect', () => {
    expect(dialectDefaults(profile('vendaze'))).toMatchObject({
      signing: false,
      events: [],
      payloadVersion: '',
    })
    expect(dialectDefaults(profile('composio'))).toMatchObject({ signing: true, payloadVersion: 'V3' })
  })
})

describe('the headers of a new endpoint', () => {
  const withHeaders = (...headers: CreateValues['headers']) => filled('standard', { headers })
  const row = (key: string, value: string, part = {}) => ({ id: `${key} ${value}`, key, value, ...part })

  it('are sent as one map, without empty rows', async () => {
    const { values } = await judge(withHeaders(row(' X-Team ', 'billing'), row('', '')))
    expect(values).toMatchObject({ headers: { 'X-Team': 'billing' } })
  })

  it.each([
    [
      'X-Team stands here twice',
      withHeaders(row('x-team', 'a'), row('X-Team', 'b')),
      'X-Team stands here twice.',
    ],
    ['a value has no name', withHeaders(row('', 'a')), 'Enter the name of the header of a.'],
    [
      'a hidden value was not entered again',
      withHeaders(row('X-Api-Key', '', { wasHidden: true })),
      'Enter the value of X-Api-Key again, or remove it.',
    ],
    ['the sender sets it itself', withHeaders(row('Host', 'a')), 'Host is set by Patchbay itself.'],
    [
      'there are too many',
      withHeaders(...Array.from({ length: 21 }, (_, at) => row(`X-${at}`, 'a'))),
      'At most 20 keys fit here.',
    ],
  ])('are refused when %s', async (_when, values, message) => {
    expect(await messages(values)).toEqual({ headers: message })
  })
})

describe('a copy', () => {
  const copy = duplicateOf(view, profile('standard'), catalogue)

  it('has what a new endpoint can have', () => {
    expect(copy.values).toMatchObject({
      dialect: 'standard',
      name: 'Copy of Billing sync',
      description: 'Production',
      url: view.url,
      events: ['invoice.paid'],
      active: false,
      metadata: [{ key: 'plan', value: 'pro' }],
    })
  })

  it('leaves out events that nobody can newly choose', () => {
    expect(copy.leftOut).toEqual(['invoice.gone'])
  })

  it('never carries the mask of a hidden value', () => {
    expect(JSON.stringify(copy)).not.toContain(REDACTED)
    expect(copy.values.headers).toEqual([
      { id: 'X-Team', key: 'X-Team', value: 'billing' },
      { id: 'X-Api-Key', key: 'X-Api-Key', value: '', wasHidden: true },
    ])
  })

  it('has a name that fits', () => {
    const long = duplicateOf({ ...view, name: 'x'.repeat(100) }, profile('standard'), catalogue)
    expect([...long.values.name]).toHaveLength(100)
  })
})

describe('what the form begins with', () => {
  it('is nothing but the defaults of the dialect', () => {
    expect(startValues('vendaze', undefined, profileOf)).toEqual({
      values: { ...blankValues(), ...dialectDefaults(profile('vendaze')) },
      notes: [],
    })
  })

  it('is the copy, with a word on what it could not take over', () => {
    const { values, notes } = startValues('standard', { endpoint: view, catalogue }, profileOf)
    expect(values.name).toBe('Copy of Billing sync')
    expect(notes).toEqual([
      'Hidden header values are not copied: enter them again.',
      'Not copied, because they left the catalogue: invoice.gone.',
      'The copy gets a signing secret of its own.',
    ])
  })

  it('is what a copy into another dialect can keep', () => {
    const { values, notes } = startValues('storno', { endpoint: view, catalogue }, profileOf)
    expect(values).toMatchObject({
      dialect: 'storno',
      name: 'Copy of Billing sync',
      url: view.url,
      events: [],
    })
    expect(notes).toEqual(['Events and dialect settings are not copied.'])
  })
})
