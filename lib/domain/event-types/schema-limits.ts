/** In characters of its JSON. */
const MAX_LENGTH = 64 * 1024
const MAX_DEPTH = 32
/** How many rules a value can meet, with every reference written out. */
const MAX_RULES = 1_000
/** Objects and lists are written out to be compared, with everything in them. */
const COMPARED_WEIGHT = 32
/** Then the keys of what fits are kept at each rule, and put together. */
const UNEVALUATED_WEIGHT = 16
/** Each name in them is looked for. */
const NAMES = ['required', 'dependentRequired', 'dependencies']

const ONE = new Set([
  ...['additionalItems', 'additionalProperties', 'contains', 'contentSchema', 'else', 'if', 'items', 'not'],
  ...['propertyNames', 'then', 'unevaluatedItems', 'unevaluatedProperties'],
])
const LIST = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems', 'items'])
const MAP = new Set(['properties', 'patternProperties', 'dependentSchemas', 'dependencies'])
/** They reach to other documents, change what a reference means, or answer later. */
const REFUSED = ['$dynamicRef', '$dynamicAnchor', '$recursiveRef', '$recursiveAnchor', '$anchor', '$async']

type Rules = Readonly<Record<string, unknown>>

/**
 * Why a JSON Schema that somebody sent must not be run, as a sentence; null when it may. References that go round or
 * multiply are refused, so that a value meets each rule once at most: what a validation takes then grows with the schema's
 * weight and the payload's size, which are judged together when a payload comes (`payload-work.ts`, `effort.ts`).
 */
export function schemaFault(schema: unknown): string | null {
  if (!isWithin(schema, MAX_DEPTH)) return `It has more than ${MAX_DEPTH} levels.`
  if (JSON.stringify(schema).length > MAX_LENGTH) return `It is longer than ${MAX_LENGTH / 1024} KiB.`
  try {
    return total(schema, rulesIn) > MAX_RULES ? `It comes to more than ${MAX_RULES} rules.` : null
  } catch (error) {
    return error instanceof Error ? error.message : 'It cannot be read.'
  }
}

/** What a value can cost that meets all rules of a schema without fault, in rules of the simplest kind. */
export function schemaWeight(schema: unknown): number {
  return total(schema, weightOf) * (usesUnevaluated(schema) ? UNEVALUATED_WEIGHT : 1)
}

/** Perhaps, where it is only a name in it. */
export function usesUnevaluated(schema: unknown): boolean {
  return JSON.stringify(schema).includes('"unevaluated')
}

const rulesIn = (rules: Rules) => Object.keys(rules).length

function weightOf(rules: Rules): number {
  const named = NAMES.reduce((sum, keyword) => sum + valuesIn(rules[keyword]), 0)
  const choices = [rules.const, ...(Array.isArray(rules.enum) ? rules.enum : [])]
  const compares = rules.uniqueItems === true || choices.some((choice) => valuesIn(choice) > 1)
  return rulesIn(rules) + named + (compares ? COMPARED_WEIGHT : 0)
}

function valuesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return value === undefined ? 0 : 1
  return Object.values(value).reduce((sum: number, child) => sum + valuesIn(child), 1)
}

function isWithin(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  return depth > 0 && Object.values(value).every((child) => isWithin(child, depth - 1))
}

/** With every reference written out. Throws an error whose message is a sentence. */
function total(root: unknown, own: (rules: Rules) => number): number {
  const known = new Map<object, number>()
  const open = new Set<object>()

  function count(schema: unknown): number {
    if (typeof schema !== 'object' || schema === null) return 1
    const before = known.get(schema)
    if (before !== undefined) return before
    if (open.has(schema)) throw new Error('It refers to itself.')
    open.add(schema)
    const rules = schema as Rules
    refuseKeywords(rules, schema === root)
    let sum = own(rules)
    for (const part of partsOf(rules)) sum += count(part)
    if (typeof rules.$ref === 'string') sum += count(target(root, rules.$ref))
    open.delete(schema)
    known.set(schema, sum)
    return sum
  }

  return count(root)
}

function refuseKeywords(rules: Rules, isRoot: boolean): void {
  const refused = REFUSED.find((keyword) => Object.hasOwn(rules, keyword))
  if (refused) throw new Error(`It uses ${refused}, which is not possible here.`)
  if (Object.hasOwn(rules, '$id') && !isRoot) throw new Error('Only the schema as a whole can have an $id.')
}

function partsOf(rules: Rules): unknown[] {
  return Object.entries(rules).flatMap(([keyword, value]) => {
    if (Array.isArray(value)) return LIST.has(keyword) ? value : []
    if (typeof value !== 'object' || value === null) return []
    if (ONE.has(keyword)) return [value]
    if (MAP.has(keyword)) return Object.values(value).filter((part) => !Array.isArray(part))
    return []
  })
}

/** Within this schema alone: no other document is ever fetched. */
function target(root: unknown, reference: string): unknown {
  if (!reference.startsWith('#')) throw new Error(`It refers to ${reference}, which is outside of it.`)
  const steps = decodeURIComponent(reference.slice(1)).split('/').slice(1)
  let at = root
  for (const step of steps) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key))
      throw new Error(`It refers to ${reference}, which is not in it.`)
    at = (at as Rules)[key]
  }
  if (reference !== '#' && !reference.startsWith('#/'))
    throw new Error(`It refers to ${reference}, which is not a path within it.`)
  return at
}
