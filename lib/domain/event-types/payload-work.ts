/** Of one validation: rules, each met by every value. It takes a fraction of a second. */
const MAX_WORK = 20_000_000
/** Rules that look at a whole text are quick: so many characters take what one more value does. */
const CHARACTERS_A_VALUE = 16

/**
 * Whether a payload may be judged by a schema of this weight: every value of the one may meet every rule of the other. So
 * only large payloads of many small values can be too much, and only for schemas of hundreds of rules.
 */
export function isTooMuchWork(payload: unknown, schemaWeight: number): boolean {
  return schemaWeight * sizeOf(payload) > MAX_WORK
}

function sizeOf(value: unknown): number {
  if (typeof value === 'string') return 1 + value.length / CHARACTERS_A_VALUE
  if (typeof value !== 'object' || value === null) return 1
  let size = 1
  for (const [key, child] of Object.entries(value)) size += key.length / CHARACTERS_A_VALUE + sizeOf(child)
  return size
}
