import { RequestFault } from './failure.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })

/** The text of a body. Throws `bad_encoding` for bytes that are not UTF-8; a byte order mark is dropped. */
export function bodyText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw new RequestFault('bad_encoding', 'The body is not valid UTF-8.')
  }
}

/**
 * The value of a JSON body; of a key that comes twice the last one counts. `__proto__` stays an own key, which the core
 * refuses. Throws `bad_json`, also for an empty body.
 */
export function bodyJson(bytes: Uint8Array): unknown {
  const text = bodyText(bytes)
  try {
    return JSON.parse(text)
  } catch {
    throw new RequestFault('bad_json', 'The body is not valid JSON.')
  }
}

/** A JSON object, and nothing else. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
