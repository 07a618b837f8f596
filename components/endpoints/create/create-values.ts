import { isSensitiveName, REDACTED } from '#lib/domain/audit/redact.ts'
import { type EndpointField, endpointFields, type StringMap, WILDCARD } from '#lib/domain/endpoints/fields.ts'
import type { CatalogueEvent, DialectProfile } from '#lib/domain/endpoints/profile.ts'
import type { EndpointView } from '#lib/domain/endpoints/view.ts'

/** One line of a map while it is typed. */
export interface MapRow {
  /** tells rows apart that read the same */
  readonly id: string
  readonly key: string
  readonly value: string
  /** its value in the original is never shown, so a copy needs it anew */
  readonly wasHidden?: boolean
}

/** What the form holds. Fields that the chosen dialect lacks keep what was typed, and are not sent. */
export interface CreateValues {
  /** empty until one is chosen */
  dialect: string
  name: string
  description: string
  url: string
  events: string[]
  active: boolean
  tlsVerification: boolean
  payloadVersion: string
  signing: boolean
  headers: MapRow[]
  metadata: MapRow[]
}

/** What is sent: exactly the fields that the dialect has. */
export type CreateFields = Partial<Record<EndpointField, unknown>>

export function blankValues(): CreateValues {
  return {
    dialect: '',
    name: '',
    description: '',
    url: '',
    events: [],
    active: true,
    tlsVerification: true,
    payloadVersion: '',
    signing: true,
    headers: [],
    metadata: [],
  }
}

/** The values that another dialect decides anew: its defaults, and no events of the one before. */
export function dialectDefaults(
  profile: DialectProfile,
): Pick<CreateValues, 'dialect' | 'events' | 'active' | 'tlsVerification' | 'payloadVersion' | 'signing'> {
  const { active, tlsVerification, payloadVersion, signing } = profile.fields
  return {
    dialect: profile.dialect,
    events: [],
    active: active.default,
    tlsVerification: tlsVerification?.default ?? true,
    payloadVersion: payloadVersion?.default ?? '',
    signing: signing?.default ?? true,
  }
}

/** A copy of an endpoint, as far as a new one can have its values. */
export interface Duplicate {
  readonly values: CreateValues
  /** events that left the catalogue: nobody can newly choose them */
  readonly leftOut: readonly string[]
}

export function duplicateOf(
  endpoint: EndpointView,
  profile: DialectProfile,
  catalogue: readonly CatalogueEvent[],
): Duplicate {
  const known = new Set([WILDCARD, ...catalogue.map((event) => event.type)])
  const types = endpoint.events.map((event) => event.type)
  const name = [...`Copy of ${endpoint.name}`].slice(0, profile.fields.name.maxLength).join('')
  return {
    values: {
      ...dialectDefaults(profile),
      name,
      description: endpoint.description ?? '',
      url: endpoint.url,
      events: types.filter((type) => known.has(type)),
      active: endpoint.active,
      tlsVerification: endpoint.tlsVerification,
      payloadVersion: endpoint.payloadVersion ?? '',
      signing: endpoint.signing,
      headers: toRows(endpoint.headers, isSensitiveName),
      metadata: toRows(endpoint.metadata, () => false),
    },
    leftOut: types.filter((type) => !known.has(type)),
  }
}

function toRows(map: StringMap, isHidden: (key: string) => boolean): MapRow[] {
  return Object.entries(map).map(([key, value]) =>
    isHidden(key) && value === REDACTED
      ? { id: key, key, value: '', wasHidden: true }
      : { id: key, key, value },
  )
}

export interface Start {
  readonly values: CreateValues
  /** sentences about what a copy could not take over */
  readonly notes: readonly string[]
}

/** What the form begins with: nothing but the dialect's defaults, or a copy, also into another dialect. */
export function startValues(
  dialect: string,
  from: { readonly endpoint: EndpointView; readonly catalogue: readonly CatalogueEvent[] } | undefined,
  profileOf: (dialect: string) => DialectProfile | undefined,
): Start {
  const chosen = profileOf(dialect)
  const defaults = chosen ? dialectDefaults(chosen) : {}
  const original = from && profileOf(from.endpoint.dialect)
  if (!original) return { values: { ...blankValues(), ...defaults }, notes: [] }
  const { values, leftOut } = duplicateOf(from.endpoint, original, from.catalogue)
  if (original.dialect !== dialect)
    return { values: { ...values, ...defaults }, notes: ['Events and dialect settings are not copied.'] }
  const notes = [
    values.headers.some((row) => row.wasHidden)
      ? 'Hidden header values are not copied: enter them again.'
      : '',
    leftOut.length > 0 ? `Not copied, because they left the catalogue: ${leftOut.join(', ')}.` : '',
    values.signing ? 'The copy gets a signing secret of its own.' : '',
  ]
  return { values, notes: notes.filter((note) => note !== '') }
}

/** The form as the dialect's create schema wants it. Rows without a key and a value are not there. */
export function toFields(values: CreateValues, profile: DialectProfile): CreateFields {
  const out: CreateFields = {}
  for (const field of endpointFields) {
    if (profile.fields[field] === null) continue
    const value = values[field]
    out[field] = field === 'headers' || field === 'metadata' ? toMap(values[field]) : value
  }
  return out
}

function toMap(rows: readonly MapRow[]): StringMap {
  return Object.fromEntries(filledRows(rows).map(({ key, value }) => [key.trim(), value]))
}

export function filledRows(rows: readonly MapRow[]): readonly MapRow[] {
  return rows.filter(({ key, value }) => key.trim() !== '' || value !== '')
}
