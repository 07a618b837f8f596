import fc from 'fast-check'
import type { JsonSchema } from '#lib/dialects/kit/http/operation-doc.ts'
import { schemaFaults } from '#lib/testing/json-schema.ts'

type Values = fc.Arbitrary<unknown>

/** Values that a door takes for a member of that name, where a schema cannot say which: events, slugs, scopes. */
export type Hints = ReadonlyMap<string, readonly Values[]>

const NO_HINTS: Hints = new Map()

const asSchema = (value: unknown): JsonSchema =>
  typeof value === 'object' && value !== null ? (value as JsonSchema) : {}
const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const asNumber = (value: unknown, fallback: number): number => (typeof value === 'number' ? value : fallback)

/** Values that fit a JSON Schema as operations use it. What a schema cannot say may still be refused. */
export function valuesOf(schema: JsonSchema, hints: Hints = NO_HINTS): Values {
  const inner = (part: unknown) => valuesOf(asSchema(part), hints)
  if ('const' in schema) return fc.constant(schema.const)
  const choices = asList(schema.enum)
  if (choices.length > 0) return fc.constantFrom(...choices)
  const alternatives = [...asList(schema.oneOf), ...asList(schema.anyOf)]
  if (alternatives.length > 0) return fc.oneof(...alternatives.map((one) => inner(withCommon(schema, one))))
  const parts = asList(schema.allOf)
  if (parts.length > 0) return fc.tuple(...parts.map(inner)).map((values) => Object.assign({}, ...values))
  const examples = asList(schema.examples)
  const typed = byType(schema, hints)
  return examples.length > 0 ? fc.oneof(fc.constantFrom(...examples), typed) : typed
}

/** An alternative together with what stands beside all of them. */
function withCommon({ oneOf, anyOf, ...common }: JsonSchema, alternative: unknown): JsonSchema {
  const own = asSchema(alternative)
  const required = [...asList(common.required), ...asList(own.required)]
  return { ...common, ...own, ...(required.length > 0 ? { required } : {}) }
}

function byType(schema: JsonSchema, hints: Hints): Values {
  const types = Array.isArray(schema.type) ? schema.type : [schema.type]
  if (types.length > 1) return fc.oneof(...types.map((type) => valuesOf({ ...schema, type }, hints)))
  switch (types[0]) {
    case 'string':
      return texts(schema)
    case 'integer':
      return fc.integer({ min: asNumber(schema.minimum, 0), max: asNumber(schema.maximum, 1000) })
    case 'number':
      return fc.integer({ min: asNumber(schema.minimum, 0), max: asNumber(schema.maximum, 1000) })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return lists(schema, hints)
    case 'object':
      return objects(schema, hints)
    default:
      return schema.properties ? objects(schema, hints) : fc.jsonValue({ maxDepth: 1 })
  }
}

const words = fc.stringMatching(/^[a-z]{3,10}$/)

function texts(schema: JsonSchema): Values {
  const [min, max] = [asNumber(schema.minLength, 0), asNumber(schema.maxLength, 60)]
  switch (schema.format) {
    case 'uri':
    case 'url':
      return fc.tuple(words, words).map(([host, path]) => `https://${host}.example/${path}`)
    case 'date':
      return fc.integer({ min: 10, max: 28 }).map((day) => `2026-02-${day}`)
    case 'uuid':
      return fc.uuid()
    case 'email':
      return words.map((name) => `${name}@example.test`)
    case 'date-time':
      return fc
        .date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
        .map((date) => date.toISOString())
  }
  if (typeof schema.pattern === 'string') return matching(schema.pattern)
  return words.map((word) => word.padEnd(min, 'x').slice(0, max))
}

/** A pattern that fast-check cannot read gives plain words. */
function matching(pattern: string): Values {
  try {
    return fc.stringMatching(new RegExp(pattern))
  } catch {
    return words
  }
}

function lists(schema: JsonSchema, hints: Hints): Values {
  const items = asSchema(schema.items)
  const minLength = asNumber(schema.minItems, 0)
  const maxLength = Math.min(asNumber(schema.maxItems, 4), Math.max(4, minLength))
  return fc.uniqueArray(valuesOf(items, hints), {
    minLength,
    maxLength,
    selector: (value) => JSON.stringify(value),
  })
}

/** Values for a member or parameter of that name. A hint now and then gives way, so that what only the schema knows is tried, too. */
export function memberOf(name: string, schema: JsonSchema, hints: Hints): Values {
  const typed = valuesOf(schema, hints)
  const fitting = (hints.get(name) ?? []).filter((hint) => fits(schema, hint))
  if (fitting.length === 0) return typed
  return fc.oneof({ weight: 6, arbitrary: fc.oneof(...fitting) }, { weight: 1, arbitrary: typed })
}

/** By one of its values: all values of a hint are of one kind. */
function fits(schema: JsonSchema, hint: Values): boolean {
  const [value] = fc.sample(hint, { seed: 1, numRuns: 1 })
  return schemaFaults(schema, value).length === 0
}

function objects(schema: JsonSchema, hints: Hints): Values {
  const required = new Set(asList(schema.required))
  const members = Object.entries(asSchema(schema.properties)).filter(
    ([, member]) => asSchema(member).readOnly !== true,
  )
  const all = recordOf(members, schema, hints)
  const hinted = members.filter(([name]) => hints.has(name))
  // all members together seldom make sense: those that the door is known to take do
  const makesSense = hinted.length > 0 && [...required].every((name) => hints.has(String(name)))
  const known = makesSense
    ? fc.oneof({ weight: 3, arbitrary: recordOf(hinted, schema, hints) }, { weight: 1, arbitrary: all })
    : all
  if (typeof schema.additionalProperties !== 'object' || members.length > 0) return known
  const others = fc.dictionary(words, valuesOf(asSchema(schema.additionalProperties), hints), { maxKeys: 3 })
  return fc.tuple(known, others).map(([value, more]) => ({ ...more, ...value }))
}

/** These members, the required ones always, and as many as the schema asks for. */
function recordOf(
  members: readonly (readonly [string, unknown])[],
  schema: JsonSchema,
  hints: Hints,
): fc.Arbitrary<Record<string, unknown>> {
  const required = asList(schema.required)
  const shape = Object.fromEntries(
    members.map(([name, member]) => [name, memberOf(name, asSchema(member), hints)]),
  )
  const requiredKeys = members.map(([name]) => name).filter((name) => required.includes(name))
  const known = fc.record(shape, { requiredKeys }).map((value): Record<string, unknown> => ({ ...value }))
  const [first] = members
  const least = asNumber(schema.minProperties, 0)
  if (least === 0 || first === undefined) return known
  return fc
    .tuple(known, memberOf(first[0], asSchema(first[1]), hints))
    .map(([value, one]) => (Object.keys(value).length >= least ? value : { ...value, [first[0]]: one }))
}
