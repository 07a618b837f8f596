import type { JsonObject, JsonValue } from '#lib/dialects/kit/json.ts'
import { fromPointer } from './json-pointer.ts'

/** An operation of a JSON Patch that cannot be done. `test`: a value is not what the caller took it for. */
export class JsonPatchError extends Error {
  readonly kind: 'malformed' | 'target' | 'test'
  /** into the patch */
  readonly path: readonly (string | number)[]

  constructor(kind: JsonPatchError['kind'], path: readonly (string | number)[], message: string) {
    super(message)
    this.name = 'JsonPatchError'
    this.kind = kind
    this.path = path
  }
}

type Step =
  | { readonly op: 'add' | 'replace' | 'test'; readonly path: readonly string[]; readonly value: JsonValue }
  | { readonly op: 'remove'; readonly path: readonly string[] }
  | { readonly op: 'move' | 'copy'; readonly path: readonly string[]; readonly from: readonly string[] }

const MAX_STEPS = 200
/** `copy` can double a document each time. */
const MAX_NODES = 20_000

/** The document that RFC 6902 makes of `document`, which stays as it is. Throws `JsonPatchError`. */
export function applyJsonPatch(document: JsonValue, patch: JsonValue): JsonValue {
  if (!Array.isArray(patch))
    throw new JsonPatchError('malformed', [], 'A JSON Patch is a list of operations.')
  if (patch.length > MAX_STEPS)
    throw new JsonPatchError('malformed', [], `A JSON Patch has at most ${MAX_STEPS} operations.`)
  // all of it is read first, so that a fault in the last operation is found whatever the first does
  const steps = patch.map(readStep)
  let result = document
  for (const [index, step] of steps.entries()) {
    result = applyStep(result, step, index)
    if (step.op === 'copy' && countNodes(result, MAX_NODES) > MAX_NODES)
      throw new JsonPatchError('target', [index], 'The result would be too large.')
  }
  return result
}

function readStep(value: JsonValue, index: number): Step {
  const malformed = (member: string, message: string) =>
    new JsonPatchError('malformed', [index, member], message)
  if (!isObject(value)) throw new JsonPatchError('malformed', [index], 'An operation is an object.')
  const pointer = (member: 'path' | 'from'): readonly string[] => {
    const text = Object.hasOwn(value, member) ? value[member] : undefined
    const steps = typeof text === 'string' ? fromPointer(text) : null
    if (!steps) throw malformed(member, `${member} must be a JSON Pointer.`)
    if (steps.includes('__proto__')) throw malformed(member, '__proto__ is not a field here.')
    return steps
  }
  switch (value.op) {
    case 'add':
    case 'replace':
    case 'test':
      if (value.value === undefined) throw malformed('value', `${value.op} needs a value.`)
      return { op: value.op, path: pointer('path'), value: value.value }
    case 'remove':
      return { op: 'remove', path: pointer('path') }
    case 'move':
    case 'copy': {
      const [path, from] = [pointer('path'), pointer('from')]
      if (value.op === 'move' && path.length > from.length && from.every((step, i) => step === path[i]))
        throw malformed('path', 'Nothing can be moved into itself.')
      return { op: value.op, path, from }
    }
    default:
      throw malformed('op', 'op must be one of add, remove, replace, move, copy and test.')
  }
}

function applyStep(document: JsonValue, step: Step, index: number): JsonValue {
  const at = { index, member: 'path' }
  switch (step.op) {
    case 'add':
      return put(document, step.path, step.value, at)
    case 'replace':
      read(document, step.path, at)
      return step.path.length === 0
        ? step.value
        : put(take(document, step.path, at), step.path, step.value, at)
    case 'remove':
      return take(document, step.path, at)
    case 'test':
      if (isEqual(read(document, step.path, at), step.value)) return document
      throw new JsonPatchError('test', [index], 'The value is another one.')
    case 'move': {
      const value = read(document, step.from, { ...at, member: 'from' })
      return put(take(document, step.from, at), step.path, value, at)
    }
    case 'copy':
      return put(document, step.path, read(document, step.from, { ...at, member: 'from' }), at)
  }
}

interface Place {
  readonly index: number
  readonly member: string
}

function missing({ index, member }: Place): JsonPatchError {
  return new JsonPatchError('target', [index, member], 'There is nothing at this path.')
}

function read(document: JsonValue, path: readonly string[], place: Place): JsonValue {
  let value = document
  for (const step of path) value = child(value, step, place)
  return value
}

function child(value: JsonValue, step: string, place: Place): JsonValue {
  if (Array.isArray(value)) return value[indexOf(step, value.length - 1, place)] as JsonValue
  if (isObject(value) && Object.hasOwn(value, step)) return value[step] as JsonValue
  throw missing(place)
}

/** Adds a member, or inserts into a list. */
function put(document: JsonValue, path: readonly string[], value: JsonValue, place: Place): JsonValue {
  const [step, ...rest] = path
  if (step === undefined) return value
  const isLast = rest.length === 0
  if (Array.isArray(document)) {
    if (!isLast) {
      const at = indexOf(step, document.length - 1, place)
      return document.with(at, put(document[at] as JsonValue, rest, value, place))
    }
    const at = step === '-' ? document.length : indexOf(step, document.length, place)
    return document.toSpliced(at, 0, value)
  }
  if (!isObject(document)) throw missing(place)
  return { ...document, [step]: isLast ? value : put(child(document, step, place), rest, value, place) }
}

function take(document: JsonValue, path: readonly string[], place: Place): JsonValue {
  const [step, ...rest] = path
  if (step === undefined) return null
  const below = child(document, step, place)
  const isLast = rest.length === 0
  if (Array.isArray(document)) {
    const at = indexOf(step, document.length - 1, place)
    return isLast ? document.toSpliced(at, 1) : document.with(at, take(below, rest, place))
  }
  const { [step]: _, ...others } = document as JsonObject
  return isLast ? others : { ...(document as JsonObject), [step]: take(below, rest, place) }
}

function indexOf(step: string, last: number, place: Place): number {
  const at = /^(0|[1-9]\d{0,9})$/.test(step) ? Number(step) : Number.NaN
  if (at <= last) return at
  throw missing(place)
}

/** RFC 6902, section 4.6: members of objects in any order, numbers by value. */
export function isEqual(a: JsonValue, b: JsonValue): boolean {
  if (a === b) return true
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, i) => isEqual(item as JsonValue, b[i] as JsonValue))
    )
  if (!isObject(a) || !isObject(b)) return false
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isEqual(a[key] as JsonValue, b[key] as JsonValue))
  )
}

function countNodes(value: JsonValue, most: number): number {
  let count = 1
  if (typeof value !== 'object' || value === null) return count
  for (const item of Object.values(value)) {
    count += countNodes(item as JsonValue, most - count)
    if (count > most) break
  }
  return count
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
