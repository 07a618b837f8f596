import fc from 'fast-check'
import type { Operation } from '#lib/dialects/kit/http/operation.ts'
import { bodySchemas } from '#lib/openapi/document.ts'
import { hostileBodies, hostileSegments, hostileTexts, hostileValues } from './hostile.ts'
import type { KnownIds } from './known-ids.ts'
import { type Hints, memberOf, valuesOf } from './schema-values.ts'

/** A request that was made up. */
export interface FuzzRequest {
  readonly operation: Operation
  /** what was done to it; `valid` is what the documentation asks for */
  readonly attack: Attack
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array<ArrayBuffer> | null
}

const attacks = [
  'field',
  'body',
  'path',
  'query',
  'header',
  'credential',
  'foreign id',
  'method',
  'unknown key',
] as const
export type Attack = 'valid' | (typeof attacks)[number]

export interface Surroundings {
  readonly ids: KnownIds
  /** headers that let the request in */
  readonly credentials: Readonly<Record<string, string>>
  /** ids of another team */
  readonly foreignIds: readonly string[]
  readonly hints: Hints
  /** paths are served with a slash at their end, too */
  readonly trailingSlash: boolean
}

const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))

/** A request to an operation: as documented more often than not, else with one thing wrong. */
export function requestTo(operation: Operation, around: Surroundings): fc.Arbitrary<FuzzRequest> {
  const attack = fc.oneof(
    { weight: 6, arbitrary: fc.constant<Attack>('valid') },
    { weight: 5, arbitrary: fc.constantFrom<Attack>(...attacks) },
  )
  return attack.chain((chosen) =>
    fc
      .record({
        path: pathOf(operation, around, chosen),
        query: queryOf(operation, around, chosen),
        body: bodyOf(operation, around, chosen),
        headers: headersOf(operation, around, chosen),
        method:
          chosen === 'method'
            ? fc.constantFrom('PUT', 'POST', 'PATCH', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PROPFIND')
            : fc.constant(operation.method),
      })
      .map(({ path, query, body, headers, method }) => ({
        operation,
        attack: chosen,
        method,
        path: path + query,
        headers: { ...headers, ...(body ? { 'content-type': body.type } : {}) },
        body: method === 'GET' || method === 'HEAD' ? null : (body?.bytes ?? null),
      })),
  )
}

function pathOf(operation: Operation, around: Surroundings, attack: Attack): fc.Arbitrary<string> {
  const { path, method } = operation
  const segments = path.split('/')
  const last = segments.findLastIndex((segment) => segment.startsWith(':'))
  const slash = around.trailingSlash ? fc.constantFrom('', '/') : fc.constant('')
  const [collection, rest] = [segments.slice(0, last).join('/'), segments.slice(last + 1)]
  const mayGo = method === 'DELETE'
  const known = last < 0 ? [] : around.ids.of(collection, nameOf(segments[last] ?? ''), { mayGo })
  if (known.length > 0 && attack !== 'path' && attack !== 'foreign id')
    return fc.tuple(fc.constantFrom(...known), slash).map(([item, end]) => [item, ...rest].join('/') + end)
  const made = segments.map((segment): fc.Arbitrary<string> => {
    if (!segment.startsWith(':')) return fc.constant(segment)
    if (attack === 'path') return hostileSegments.map(encodeSegment)
    if (attack === 'foreign id' && around.foreignIds.length > 0) return fc.constantFrom(...around.foreignIds)
    const parameter = operation.doc.parameters?.find(
      (one) => one.in === 'path' && one.name === nameOf(segment),
    )
    return valuesOf(parameter?.schema ?? { type: 'string' }).map((value) => encodeSegment(String(value)))
  })
  return fc.tuple(fc.tuple(...made), slash).map(([parts, end]) => parts.join('/') + end)
}

const nameOf = (segment: string) => /^:(\w+)/.exec(segment)?.[1] ?? ''

/** Lone surrogates cannot be encoded; what is encoded already stays as it is. */
function encodeSegment(text: string): string {
  if (/^%[0-9a-z]{2}/i.test(text)) return text
  return encodeURIComponent(text.toWellFormed())
}

function queryOf({ doc }: Operation, { hints }: Surroundings, attack: Attack): fc.Arbitrary<string> {
  const parameters = (doc.parameters ?? []).filter((parameter) => parameter.in === 'query')
  const names = [...parameters.map(({ name }) => name), 'unknown']
  if (attack === 'query') {
    const pair = fc.tuple(fc.constantFrom(...names), fc.constantFrom(...hostileTexts.filter(isShort)))
    return fc.array(pair, { minLength: 1, maxLength: 3 }).map((pairs) => `?${formEncode(pairs)}`)
  }
  const optional = parameters.map(({ name, schema, required }) => {
    const values = memberOf(name, schema, hints).map((value): [string, string] | null => [
      name,
      String(value),
    ])
    return required
      ? values
      : fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: values })
  })
  return fc.tuple(...optional).map((pairs) => {
    const given = pairs.filter((pair) => pair !== null)
    return given.length > 0 ? `?${formEncode(given)}` : ''
  })
}

const isShort = (text: string) => text.length < 5_000

function formEncode(pairs: readonly (readonly [string, string])[]): string {
  return pairs.map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`).join('&')
}

interface Body {
  readonly type: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

function bodyOf(
  { method, doc }: Operation,
  { hints }: Surroundings,
  attack: Attack,
): fc.Arbitrary<Body | null> {
  if (method === 'GET') return fc.constant(null)
  if (attack === 'body') return hostileBodies.map((bytes) => ({ type: 'application/json', bytes }))
  if (!doc.body) return fc.constant(null)
  const bodies = Object.entries(bodySchemas(doc.body)).map(([type, schema]) => {
    const good = valuesOf(schema, hints)
    const values = attack === 'field' ? spoilt(good) : good
    const sent = attack === 'unknown key' ? withUnknownKey(values) : values
    return sent.map((value) => ({ type, bytes: encode(value) }))
  })
  return fc.oneof(...bodies, ...(doc.bodyOptional && attack === 'valid' ? [fc.constant(null)] : []))
}

/** One or two members replaced by what nobody expects. */
function spoilt(values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc
    .tuple(values, fc.array(fc.tuple(fc.nat(), hostileValues), { minLength: 1, maxLength: 2 }))
    .map(([value, changes]) => {
      if (typeof value !== 'object' || value === null) return changes[0]?.[1]
      const copy: Record<string, unknown> = { ...value }
      const keys = Object.keys(copy)
      for (const [at, hostile] of changes) copy[keys[at % Math.max(1, keys.length)] ?? 'name'] = hostile
      return Array.isArray(value) ? Object.values(copy) : copy
    })
}

function withUnknownKey(values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const key = fc.constantFrom('surely_unknown', 'id', 'team_id', 'secret', '', 'created_at')
  return fc
    .tuple(values, key, hostileValues)
    .map(([value, name, hostile]) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? { ...value, [name]: hostile }
        : value,
    )
}

function headersOf(
  { method }: Operation,
  { credentials }: Surroundings,
  attack: Attack,
): fc.Arbitrary<Record<string, string>> {
  if (attack === 'credential') {
    const values = fc.constantFrom('', 'Bearer', 'Bearer x', 'Bearer a.b.c', 'x'.repeat(9_000), 'Basic YTpi')
    return fc.oneof(
      fc.constant({}),
      values.map((value) => Object.fromEntries(Object.keys(credentials).map((name) => [name, value]))),
      fc.nat().map((at) => spoilOne(credentials, at)),
    )
  }
  if (attack !== 'header' || method === 'GET') return fc.constant({ ...credentials })
  const name = fc.constantFrom('content-type', 'idempotency-key', 'if-match', 'prefer', 'accept')
  const value = fc.constantFrom(
    '',
    'x',
    'text/plain',
    '"1"',
    '*',
    'a'.repeat(300),
    'application/json; charset=x',
  )
  return fc.tuple(name, value).map(([header, text]) => ({ ...credentials, [header]: text }))
}

/** The same form with another last character. */
function spoilOne(credentials: Readonly<Record<string, string>>, at: number): Record<string, string> {
  const entries = Object.entries(credentials)
  const [name, value] = entries[at % entries.length] ?? ['authorization', '']
  return { ...credentials, [name]: value.slice(0, -1) + (value.endsWith('A') ? 'B' : 'A') }
}
