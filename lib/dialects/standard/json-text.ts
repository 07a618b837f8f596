import { RequestFault } from '#lib/dialects/kit/http/failure.ts'
import { bodyText } from '#lib/dialects/kit/http/json-body.ts'
import type { JsonValue } from '#lib/dialects/kit/json.ts'
import { exactJson } from '#lib/domain/messages/exact-json.ts'
import { invalid } from '#lib/domain/shared/errors.ts'
import { isStorable, UNSTORABLE_TEXT } from '#lib/domain/shared/storable.ts'

const MAX_DEPTH = 64

/**
 * The value of a JSON body, read strictly: a key that comes twice in one object is refused, since two readers could
 * take two values from it. Throws `bad_json`, `bad_encoding`, `invalid` for `__proto__`.
 */
export function strictJson(bytes: Uint8Array): JsonValue {
  return read(bytes, JSON.parse)
}

/** The same for what is passed on: `JSON.stringify` writes it with the numbers that came. */
export function strictExactJson(bytes: Uint8Array): JsonValue {
  return read(bytes, exactJson)
}

function read(bytes: Uint8Array, parse: (text: string) => JsonValue): JsonValue {
  const text = bodyText(bytes)
  let value: JsonValue
  try {
    value = parse(text)
  } catch {
    throw new RequestFault('bad_json', 'The body is not valid JSON.')
  }
  checkKeys(text)
  return value
}

interface Level {
  /** the keys so far; null in a list */
  readonly keys: Set<string> | null
  /** the key or the index of what is read now */
  at: string | number
}

/** Walks over a text that is valid JSON, so that nothing but strings and brackets is of interest. */
function checkKeys(text: string): void {
  const levels: Level[] = []
  let isKey = false
  for (let i = 0; i < text.length; i++) {
    const level = levels.at(-1)
    switch (text[i]) {
      case '{':
      case '[': {
        const isObject = text[i] === '{'
        levels.push({ keys: isObject ? new Set() : null, at: isObject ? '' : 0 })
        if (levels.length > MAX_DEPTH)
          throw new RequestFault('bad_json', `The body is nested deeper than ${MAX_DEPTH} levels.`)
        isKey = isObject
        break
      }
      case '}':
      case ']':
        levels.pop()
        isKey = false
        break
      case ',':
        if (level && level.keys === null) level.at = Number(level.at) + 1
        isKey = level?.keys !== null
        break
      case ':':
        isKey = false
        break
      case '"': {
        const end = endOfString(text, i)
        const written = text.slice(i, end + 1)
        if (isKey && level) takeKey(levels, level, JSON.parse(written))
        if (written.includes('\\u')) checkCharacters(levels, JSON.parse(written))
        i = end
        break
      }
    }
  }
}

/** What the database can hold as text: no NUL, no half of a pair. */
function checkCharacters(levels: readonly Level[], text: string): void {
  if (isStorable(text)) return
  const path = levels.map(({ at }) => at)
  throw invalid([{ path, code: 'bad_format', message: UNSTORABLE_TEXT }])
}

function endOfString(text: string, start: number): number {
  let i = start + 1
  while (text[i] !== '"') i += text[i] === '\\' ? 2 : 1
  return i
}

function takeKey(levels: readonly Level[], level: Level, key: string): void {
  level.at = key
  if (key === '__proto__') {
    const path = levels.map(({ at }) => at)
    throw invalid([{ path, code: 'unknown_field', message: '__proto__ is not a field here.' }])
  }
  if (level.keys?.has(key)) throw new RequestFault('bad_json', `The key ${JSON.stringify(key)} comes twice.`)
  level.keys?.add(key)
}
