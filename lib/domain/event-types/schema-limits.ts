/** In characters of its JSON. */
const MAX_LENGTH = 64 * 1024
const MAX_DEPTH = 32
/** How many rules a value can meet, with every reference written out. */
const MAX_RULES = 1_000
/** Comparing all items with one another grows with the square of their number. */
const MAX_UNIQUE_ITEMS = 256

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
 * Why a JSON Schema that somebody sent must not be run, as a sentence; null when it may. Nothing stops a validation once
 * it runs, so what could take long is refused before: references that go round or multiply, and comparing many items.
 */
export function schemaFault(schema: unknown): string | null {
  if (!isWithin(schema, MAX_DEPTH)) return `It has more than ${MAX_DEPTH} levels.`
  if (JSON.stringify(schema).length > MAX_LENGTH) return `It is longer than ${MAX_LENGTH / 1024} KiB.`
  try {
    return countRules(schema) > MAX_RULES ? `It comes to more than ${MAX_RULES} rules.` : null
  } catch (error) {
    return error instanceof Error ? error.message : 'It cannot be read.'
  }
}

function isWithin(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  return depth > 0 && Object.values(value).every((child) => isWithin(child, depth - 1))
}

function countRules(root: unknown): number {
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
    let sum = Object.keys(rules).length
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
  if (rules.uniqueItems === true && !(Number(rules.maxItems) <= MAX_UNIQUE_ITEMS))
    throw new Error(`With uniqueItems it needs maxItems of at most ${MAX_UNIQUE_ITEMS}.`)
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
