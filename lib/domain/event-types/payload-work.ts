/** Rules that look at a whole text are quick: so many characters take what one more value does. */
const CHARACTERS_A_VALUE = 16

/**
 * What judging a payload can take at most: every value of it may meet every rule of a schema of this weight. Only large
 * payloads of many small values come to much, and only with schemas of hundreds of rules.
 */
export function workOf(payload: unknown, schemaWeight: number): number {
  return schemaWeight * sizeOf(payload)
}

function sizeOf(value: unknown): number {
  if (typeof value === 'string') return 1 + value.length / CHARACTERS_A_VALUE
  if (typeof value !== 'object' || value === null) return 1
  let size = 1
  for (const [key, child] of Object.entries(value)) size += key.length / CHARACTERS_A_VALUE + sizeOf(child)
  return size
}
