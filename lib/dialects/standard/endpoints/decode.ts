import type { JsonObject, JsonValue } from '#lib/dialects/kit/json.ts'
import { isSensitiveName, REDACTED } from '#lib/domain/audit/redact.ts'
import type { EndpointWithSecrets } from '#lib/domain/endpoints/fields.ts'
import { type Issue, invalid } from '#lib/domain/shared/errors.ts'
import { isEqual } from '../json-patch.ts'
import { alteredMembers } from '../patched.ts'
import { encodeEndpoint } from './encode.ts'
import { type EditableKey, editable, readOnlyKeys } from './wire.ts'

/** A patch in the core's names, its values still unjudged. */
export type CorePatch = Readonly<Record<string, unknown>>

/** RFC 7396: absent keeps, null clears, maps merge. Lists replace. Throws `invalid`. */
export function decodeMergePatch(body: JsonValue, current: EndpointWithSecrets): CorePatch {
  const patch = objectOf(body)
  refuseStrange(patch, Object.keys(patch))
  return corePatch(patch, (key, value) => {
    if (key !== 'headers' && key !== 'metadata') return value
    if (value === null) return withoutAll(current[key])
    return key === 'headers' && isObject(value) ? withoutMasks(value, current.headers) : value
  })
}

/** A mask that was read and comes back is no new value. */
function withoutMasks(headers: JsonObject, before: Readonly<Record<string, string>>): JsonObject {
  const isKept = ([name, value]: readonly [string, JsonValue]) =>
    value === REDACTED && isSensitiveName(name) && Object.hasOwn(before, name)
  return Object.fromEntries(Object.entries(headers).filter((entry) => !isKept(entry)))
}

/** The fields that the patch leaves with another value. Throws `invalid`, and `Refusal` for a test that failed. */
export function decodeJsonPatch(body: JsonValue, current: EndpointWithSecrets): CorePatch {
  const before = encodeEndpoint(current)
  const patch = alteredMembers(before, body)
  refuseStrange(patch, Object.keys(patch))
  return corePatch(patch, (key, value) => {
    if (key !== 'headers' && key !== 'metadata') return value
    if (value === null) return withoutAll(current[key])
    return isObject(value) ? mapDiff(before[key], value) : value
  })
}

/** A merge patch for many endpoints. Throws `invalid`, with paths from its root. */
export function decodeBulkPatch(patch: JsonObject): CorePatch {
  refuseStrange(patch, Object.keys(patch), ['patch'])
  return corePatch(patch, (_key, value) => value)
}

/** The fields of a new endpoint. */
export function decodeCreate(body: JsonValue): { readonly dialect: JsonValue; readonly fields: CorePatch } {
  const { dialect = 'standard', ...fields } = objectOf(body)
  refuseStrange(fields, Object.keys(fields))
  return { dialect, fields: corePatch(fields, (_key, value) => value) }
}

function refuseStrange(value: JsonObject, keys: readonly string[], root: readonly string[] = []): void {
  const issues = keys
    .filter((key) => !Object.hasOwn(editable, key))
    .map((key): Issue => {
      const isKnown = (readOnlyKeys as readonly string[]).includes(key)
      return isKnown
        ? { path: [...root, key], code: 'read_only', message: `${key} cannot be changed.` }
        : { path: [...root, key], code: 'unknown_field', message: `${key} is not a field here.` }
    })
  if (issues.length > 0) throw invalid(issues)
  if (keys.includes('events')) checkEvents(value.events, root)
}

/** The core's names, and events as names. */
function corePatch(
  patch: JsonObject,
  convert: (key: EditableKey, value: JsonValue) => unknown,
): Record<string, unknown> {
  const entries = Object.entries(patch).map(([wire, value]) => {
    const key = wire as EditableKey
    return [editable[key], key === 'events' ? eventNames(value) : convert(key, value)]
  })
  return Object.fromEntries(entries)
}

function checkEvents(value: JsonValue | undefined, root: readonly string[]): void {
  if (!Array.isArray(value)) return
  const wrong = value.findIndex((item) => typeof item !== 'string' && typeof typeOf(item) !== 'string')
  if (wrong >= 0)
    throw invalid([
      {
        path: [...root, 'events', wrong],
        code: 'wrong_type',
        message: 'An event is its name, or an object with its type.',
      },
    ])
}

/** As they are written, or as they are read: `{type, added_at}`. What is no list is judged by the core. */
function eventNames(value: JsonValue): unknown {
  return Array.isArray(value) ? value.map((item) => typeOf(item) ?? item) : value
}

function typeOf(item: JsonValue): JsonValue | undefined {
  return isObject(item) ? item.type : undefined
}

function mapDiff(before: Readonly<Record<string, string>>, after: JsonObject): Record<string, JsonValue> {
  const gone = Object.keys(before).filter((key) => !Object.hasOwn(after, key))
  const set = Object.entries(after).filter(([key, value]) => !isEqual(before[key] ?? null, value))
  return Object.fromEntries([...gone.map((key) => [key, null] as const), ...set])
}

function withoutAll(map: Readonly<Record<string, string>>): Record<string, null> {
  return Object.fromEntries(Object.keys(map).map((key) => [key, null]))
}

function objectOf(value: JsonValue): JsonObject {
  if (isObject(value)) return value
  throw invalid([{ path: [], code: 'wrong_type', message: 'The body must be an object.' }])
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
