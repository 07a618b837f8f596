import type { JsonObject, JsonValue } from '../messages/message.ts'

/** Deeper than people nest, and soon enough for schemas that refer to themselves. */
const MAX_DEPTH = 8
const MAX_ITEMS = 20
const MAX_LENGTH = 200

type Schema = Readonly<Record<string, unknown>>

/**
 * A payload that a JSON Schema describes, the same at each call: examples, defaults and first choices where the schema has
 * them, plain values of the type where not. Rules that only a search could meet (patterns, `not`) are left to the person.
 */
export function samplePayload(schema: unknown): JsonObject {
  const value = valueFor(schema, { root: isSchema(schema) ? schema : {}, depth: 0, name: '' })
  return isObject(value) ? value : {}
}

interface Place {
  readonly root: Schema
  readonly depth: number
  /** of the property, which tells people what the value may be */
  readonly name: string
}

function valueFor(schema: unknown, place: Place): JsonValue {
  if (!isSchema(schema) || place.depth > MAX_DEPTH) return schema === false ? null : 'text'
  const whole = gathered(schema, place)
  const given = firstOf(whole)
  if (given !== undefined) return given
  switch (typeOf(whole)) {
    case 'object':
      return objectOf(whole, place)
    case 'array':
      return arrayOf(whole, place)
    case 'integer':
      return numberOf(whole, true)
    case 'number':
      return numberOf(whole, false)
    case 'boolean':
      return true
    case 'null':
      return null
    default:
      return textOf(whole, place.name)
  }
}

/** The schema with what it refers to and what it is made of, the first of its choices. */
function gathered(schema: Schema, { root, depth }: Place, hops = depth): Schema {
  if (hops > MAX_DEPTH) return schema
  const { $ref, allOf, oneOf, anyOf, ...own } = schema
  const parts = [
    typeof $ref === 'string' ? referred(root, $ref) : undefined,
    ...(Array.isArray(allOf) ? allOf : []),
    Array.isArray(oneOf) ? oneOf[0] : undefined,
    Array.isArray(anyOf) ? anyOf[0] : undefined,
  ]
    .filter(isSchema)
    .map((part) => gathered(part, { root, depth, name: '' }, hops + 1))
  let whole: Schema = {}
  for (const part of [...parts, own]) whole = { ...whole, ...part, ...joined(whole, part) }
  return whole
}

/** What two parts say together, where the later would stand for both. */
function joined(a: Schema, b: Schema): Schema {
  return {
    ...(isSchema(a.properties) && isSchema(b.properties)
      ? { properties: { ...a.properties, ...b.properties } }
      : {}),
    ...(Array.isArray(a.required) && Array.isArray(b.required)
      ? { required: [...a.required, ...b.required] }
      : {}),
  }
}

/** Within the schema itself, as `#/$defs/money`. */
function referred(root: Schema, ref: string): unknown {
  if (!ref.startsWith('#')) return undefined
  let found: unknown = root
  for (const step of ref.slice(1).split('/').filter(Boolean)) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~')
    found = isSchema(found) && Object.hasOwn(found, name) ? found[name] : undefined
  }
  return found
}

function firstOf(schema: Schema): JsonValue | undefined {
  if ('const' in schema) return schema.const as JsonValue
  for (const key of ['examples', 'enum'] as const) {
    const [first] = Array.isArray(schema[key]) ? schema[key] : []
    if (first !== undefined) return first as JsonValue
  }
  return 'default' in schema ? (schema.default as JsonValue) : undefined
}

function typeOf({ type, properties, items, minimum, format }: Schema): unknown {
  const named = Array.isArray(type) ? (type.find((each) => each !== 'null') ?? type[0]) : type
  if (named !== undefined) return named
  if (properties !== undefined) return 'object'
  if (items !== undefined) return 'array'
  return minimum !== undefined && format === undefined ? 'number' : 'string'
}

function objectOf({ properties, required }: Schema, { root, depth }: Place): JsonObject {
  const known = isSchema(properties) ? properties : {}
  const names = [...Object.keys(known), ...(Array.isArray(required) ? required : []).map(String)]
  // entries, so that a property `__proto__` is one
  return Object.fromEntries(
    [...new Set(names)]
      .filter((name) => known[name] !== false)
      .map((name) => [name, valueFor(known[name] ?? {}, { root, depth: depth + 1, name })]),
  )
}

function arrayOf({ items, prefixItems, minItems }: Schema, { root, depth }: Place): JsonValue {
  const place = { root, depth: depth + 1, name: '' }
  if (Array.isArray(prefixItems)) return prefixItems.slice(0, MAX_ITEMS).map((item) => valueFor(item, place))
  const count = Math.min(Math.max(numeric(minItems) ?? 1, 1), MAX_ITEMS)
  return Array.from({ length: count }, () => valueFor(items ?? {}, place))
}

function numberOf(schema: Schema, isWhole: boolean): number {
  const step = numeric(schema.multipleOf) ?? (isWhole ? 1 : undefined)
  const above = numeric(schema.exclusiveMinimum)
  const least = above === undefined ? numeric(schema.minimum) : above + (step ?? 0.5)
  const below = numeric(schema.exclusiveMaximum)
  const most = below === undefined ? numeric(schema.maximum) : below - (step ?? 0.5)
  const wanted = isWhole ? 42 : 12.5
  const bounded = Math.min(Math.max(wanted, least ?? wanted), most ?? Math.max(wanted, least ?? wanted))
  if (step === undefined || step <= 0) return bounded
  const rounded = Math.round(bounded / step) * step
  return least !== undefined && rounded < least ? rounded + step : rounded
}

const FORMATS: Readonly<Record<string, string>> = {
  date: '2026-01-31',
  time: '12:30:00Z',
  'date-time': '2026-01-31T12:30:00Z',
  duration: 'P1D',
  email: 'ada@example.com',
  'idn-email': 'ada@example.com',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://example.com/',
  'uri-reference': '/path',
  iri: 'https://example.com/',
  uuid: '018f2b4c-7d3e-7a10-9c2b-3f5a6b7c8d9e',
  'json-pointer': '/data',
  regex: '.*',
}

/** Where a name alone says what is meant. */
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/currency$/i, 'EUR'],
  [/country$/i, 'DE'],
  [/email$/i, 'ada@example.com'],
  [/(^|_)(url|link)$|Url$/, 'https://example.com/'],
  [/name$/i, 'Ada Lovelace'],
  [/(^|_)id$|Id$/, 'id_1042'],
  [/number$/i, '2026-0042'],
]

function textOf({ format, minLength, maxLength }: Schema, name: string): string {
  const known = typeof format === 'string' ? FORMATS[format] : undefined
  const text = known ?? NAMES.find(([pattern]) => pattern.test(name))?.[1] ?? 'text'
  const least = Math.min(numeric(minLength) ?? 0, MAX_LENGTH)
  return text.padEnd(least, 'x').slice(0, numeric(maxLength) ?? undefined)
}

const numeric = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined)

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
