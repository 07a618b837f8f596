import type { Ajv } from 'ajv'

/**
 * `uniqueItems`, `enum` and `const` in a time that grows with what is compared: the library compares all items with one
 * another, and a value with each choice. Numbers are the same by their value, objects whatever the order of their keys.
 */
export function addComparisons(ajv: Ajv): void {
  for (const keyword of ['uniqueItems', 'enum', 'const']) ajv.removeKeyword(keyword)
  ajv.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    validate: (isAsked: boolean, items: readonly unknown[]) =>
      !isAsked || new Set(items.map(written)).size === items.length,
    error: { message: 'must not have the same item twice' },
  })
  ajv.addKeyword({
    keyword: 'enum',
    schemaType: 'array',
    compile: oneOf,
    error: { message: 'must be equal to one of the allowed values' },
  })
  ajv.addKeyword({
    keyword: 'const',
    compile: (value: unknown) => oneOf([value]),
    error: { message: 'must be equal to constant' },
  })
}

const isPlain = (value: unknown) => typeof value !== 'object' || value === null

function oneOf(choices: readonly unknown[]): (value: unknown) => boolean {
  const plain = new Set(choices.filter(isPlain))
  const others = new Set(choices.filter((choice) => !isPlain(choice)).map(written))
  return (value) => (isPlain(value) ? plain.has(value) : others.size > 0 && others.has(written(value)))
}

/** The same for values that are the same, and for no others. */
function written(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value !== 'object' || value === null) return value === 0 ? '0' : String(value)
  if (Array.isArray(value)) return `[${value.map(written).join()}]`
  const members = Object.entries(value).map(([key, child]) => `${JSON.stringify(key)}:${written(child)}`)
  return `{${members.sort().join()}}`
}
