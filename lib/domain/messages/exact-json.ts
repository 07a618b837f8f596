import type { JsonObject, JsonValue } from './message.ts'

/**
 * The beginning of what may be a number that JavaScript does not hold: of more than fifteen digits, with an exponent of more
 * than two, or -0. Rarely in a text, where it costs a slower reading and nothing else; ids and times are none.
 */
const MAYBE_LOSSY = /(?:^|[\s:,[])(?:-0|-?\d[\d.]{15}|-?[\d.]+[eE][+-]?\d{3})/

type Reviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown

/** As Node has them; TypeScript's library does not know them yet. */
const { parse, rawJSON, isRawJSON } = JSON as unknown as {
  parse(text: string, reviver?: Reviver): JsonValue
  rawJSON(text: string): { readonly rawJSON: string }
  isRawJSON(value: unknown): value is { readonly rawJSON: string }
}

/**
 * The value of a JSON text, which `JSON.stringify` writes with the same numbers: one that JavaScript does not hold, as a
 * whole number of 64 bits, stays the text that it came as. For values that are passed on; who reads their numbers takes
 * `asNumbers`. Throws `SyntaxError`.
 */
export function exactJson(text: string): JsonValue {
  if (!MAYBE_LOSSY.test(text)) return parse(text)
  return parse(text, (_, value, { source }) =>
    typeof value === 'number' && source !== undefined && !isSame(value, source) ? rawJSON(source) : value,
  )
}

/** A number that is kept as its text as JavaScript's; every other value as it is. */
export function plainNumber(value: unknown): unknown {
  return isRawJSON(value) ? Number(value.rawJSON) : value
}

/** Whether a value is an object, and not a number that is kept as its text. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isRawJSON(value)
}

/** The same value with JavaScript's numbers, the nearest that there are; `text` is what it is written as. */
export function asNumbers<T extends JsonValue>(value: T, text: string): T {
  return MAYBE_LOSSY.test(text) ? (parse(text) as T) : value
}

/** Whether a JSON value has at most so many levels. */
export function isWithinDepth(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null || isRawJSON(value)) return true
  return depth > 0 && Object.values(value).every((child) => isWithinDepth(child, depth - 1))
}

function isSame(value: number, source: string): boolean {
  return Number.isFinite(value) && !Object.is(value, -0) && decimal(String(value)) === decimal(source)
}

/** Sign, digits without zeros at their ends, and the power of ten of the last: the same for the same number. */
function decimal(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? []
  const digits = (whole + fraction).replace(/^0+/, '')
  let end = digits.length
  while (digits[end - 1] === '0') end -= 1
  if (end === 0) return '0'
  return `${sign}${digits.slice(0, end)}e${Number(exponent) - fraction.length + (digits.length - end)}`
}
