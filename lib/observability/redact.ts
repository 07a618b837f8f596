const MASK = '[redacted]'
const MAX_DEPTH = 8

/** Keys whose values are never logged, whatever they hold. */
const secretKey =
  /authorization|cookie|api[-_]?key|secret|passw|token|credential|signature|private[-_]?key|master[-_]?key|session[-_]?id/i

/** Secrets that stand inside a text: passwords in URLs, bearer tokens, signing secrets. */
const secretTexts: readonly [RegExp, string][] = [
  [/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:)[^\s/@]+@/gi, `$1${MASK}@`],
  [/\b(bearer|basic)\s+[\w.~+/=-]+/gi, `$1 ${MASK}`],
  [/\bwhsec_[\w+/=-]+/g, `whsec_${MASK}`],
  // keys, tokens, authorization codes and client secrets of ours; of a key the public part stays, to find it by
  [/\b((?:u?ak|af|oat|ort)_[A-Za-z0-9]{12})[A-Za-z0-9]{8,}/g, `$1${MASK}`],
  [/\b(oac|ocs)_[A-Za-z0-9]{16,}/g, `$1_${MASK}`],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, MASK],
]

/** A copy of `value` that can be logged: nothing under a secret-looking key, no secret inside a text. */
export function redact(value: unknown): unknown {
  return copy(value, 0, new Set())
}

/** The text without the secrets that can be told by their form. */
export function redactText(text: string): string {
  return secretTexts.reduce((result, [pattern, mask]) => result.replace(pattern, mask), text)
}

/**
 * A path as it may be logged: without its query's values, and with long random segments (the token of an
 * invitation, the id in an inbound address) masked.
 */
export function redactPath(path: string): string {
  const isToken = (segment: string) => /^[\w~%=-]{32,}$/.test(segment) && !/^[0-9a-f-]{36}$/i.test(segment)
  return path
    .split('/')
    .map((segment) => (isToken(segment) ? MASK : segment))
    .join('/')
}

function copy(value: unknown, depth: number, above: Set<object>): unknown {
  if (typeof value === 'string') return redactText(value)
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'function' || typeof value === 'symbol') return undefined
  if (typeof value !== 'object' || value === null) return value
  if (above.has(value)) return '[circular]'
  if (depth === MAX_DEPTH) return '[deep]'
  above.add(value)
  const result = copyObject(value, (inner) => copy(inner, depth + 1, above))
  above.delete(value)
  return result
}

function copyObject(value: object, inner: (value: unknown) => unknown): unknown {
  if (value instanceof Date || value instanceof URL) return redactText(String(value.toJSON()))
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  if (Array.isArray(value)) return value.map(inner)
  if (value instanceof Set) return [...value].map(inner)
  const entries = value instanceof Map ? [...value] : Object.entries(value)
  if (value instanceof Error) entries.unshift(...errorEntries(value))
  return Object.fromEntries(
    entries.map(([key, item]) => [String(key), secretKey.test(String(key)) ? MASK : inner(item)]),
  )
}

/** What an Error holds in properties that are not listed. */
function errorEntries(error: Error): [string, unknown][] {
  const { name, message, stack, cause } = error
  const entries: [string, unknown][] = [
    ['type', name],
    ['message', message],
    ['stack', stack],
  ]
  if (cause !== undefined) entries.push(['cause', cause])
  if (error instanceof AggregateError) entries.push(['errors', error.errors])
  return entries
}
