import { invalid } from '../shared/errors.ts'
import { exactJson, isJsonObject, isWithinDepth } from './exact-json.ts'
import type { JsonObject } from './message.ts'
import { MAX_PAYLOAD_BYTES, MAX_PAYLOAD_DEPTH } from './schema.ts'

/** NUL, or half of a pair, as `JSON.stringify` writes them: PostgreSQL reads neither. */
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/

/** A part of a message as it is stored. Throws `invalid` for what is too large or too deep, and for what cannot be stored. */
export function jsonText(value: JsonObject, field: 'payload' | 'metadata'): string {
  if (!isWithinDepth(value, MAX_PAYLOAD_DEPTH))
    throw fieldError(field, `The ${field} may have at most ${MAX_PAYLOAD_DEPTH} levels.`)
  const text = JSON.stringify(value)
  if (UNSTORABLE.test(text))
    throw invalid([
      { path: [field], code: 'bad_format', message: `The ${field} has characters that cannot be stored.` },
    ])
  if (Buffer.byteLength(text) > MAX_PAYLOAD_BYTES)
    throw fieldError(field, `The ${field} may have at most ${MAX_PAYLOAD_BYTES / 1024} KiB.`)
  return text
}

/** The payload that somebody typed. Throws `invalid`. */
export function payloadOf(text: string): JsonObject {
  let value: unknown
  try {
    value = exactJson(text)
  } catch {
    throw invalid([{ path: ['payload'], code: 'bad_format', message: 'The payload is not valid JSON.' }])
  }
  if (isJsonObject(value)) return value
  throw invalid([{ path: ['payload'], code: 'wrong_type', message: 'The payload must be an object.' }])
}

const fieldError = (field: string, message: string) => invalid([{ path: [field], code: 'too_long', message }])
