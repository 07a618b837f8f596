import type { Call } from '#lib/dialects/kit/http/operation.ts'
import type { JsonObject, JsonValue } from '#lib/dialects/kit/json.ts'
import { type Issue, invalid } from '#lib/domain/shared/errors.ts'
import { applyJsonPatch, isEqual, JsonPatchError } from './json-patch.ts'
import { JSON_PATCH, mediaTypeOf } from './media-type.ts'
import { bodyOf, type Members, membersOf } from './operation.ts'
import { Refusal } from './refusal.ts'

/**
 * What a JSON Patch leaves with another value, as a merge patch would name it: null for what it takes away. `current` is
 * the resource as it is read. Throws `invalid`, and `Refusal` for a test that failed.
 */
export function alteredMembers(current: object, body: JsonValue): JsonObject {
  const before = JSON.parse(JSON.stringify(current)) as JsonObject
  const after = patched(before, body)
  if (!isObject(after))
    throw invalid([{ path: [], code: 'wrong_type', message: 'The body must be an object.' }])
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const altered = keys.filter((key) => !isEqual(before[key] ?? null, after[key] ?? null))
  return Object.fromEntries(altered.map((key) => [key, after[key] ?? null]))
}

function patched(before: JsonObject, patch: JsonValue): JsonValue {
  try {
    return applyJsonPatch(before, patch)
  } catch (error) {
    if (!(error instanceof JsonPatchError)) throw error
    const issue: Issue = { path: error.path, code: 'bad_format', message: error.message }
    if (error.kind === 'test') throw new Refusal('test_failed', error.message, { issues: [issue] })
    throw invalid([issue])
  }
}

/**
 * What a patch of either kind sets of these members. `current` is the resource as it is read.
 * Throws `invalid`, and `Refusal` for a test that failed.
 */
export function patchedMembers<T extends string>(
  call: Call,
  members: readonly T[],
  current: object,
): Members<T> {
  if (mediaTypeOf(call.header('content-type')) !== JSON_PATCH) {
    const body = membersOf(call, [...members, ...Object.keys(current)])
    refuseReadOnly(Object.keys(body), members)
    return body as Members<T>
  }
  const altered = alteredMembers(current, bodyOf(call))
  const strange = Object.keys(altered).filter((key) => !Object.hasOwn(current, key))
  if (strange.length > 0)
    throw invalid(
      strange.map((key) => ({ path: [key], code: 'unknown_field', message: `${key} is not a field here.` })),
    )
  refuseReadOnly(Object.keys(altered), members)
  return altered as Members<T>
}

function refuseReadOnly(keys: readonly string[], members: readonly string[]): void {
  const fixed = keys.filter((key) => !members.includes(key))
  if (fixed.length > 0)
    throw invalid(
      fixed.map((key) => ({ path: [key], code: 'read_only', message: `${key} cannot be changed.` })),
    )
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
