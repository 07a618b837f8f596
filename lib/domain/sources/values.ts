import type { Issue } from '../shared/errors.ts'
import { isStorable } from '../shared/storable.ts'
import { isSensitive, type SetupField, type Toolkit } from '../toolkits/toolkit.ts'
import { setupField } from '../toolkits/toolkits.ts'
import { isMask } from './mask.ts'

const MAX_LENGTH = 4_096
const HEADER_NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/

/** What a caller asks of the values, judged: the new ones by name, and those to clear. */
export interface WantedValues {
  readonly set: ReadonlyMap<string, string>
  readonly clear: ReadonlySet<string>
  /** sent back as they were shown, so they stay as they are */
  readonly kept: ReadonlySet<string>
  /** broken rules; when there is one, nothing may be stored */
  readonly issues: readonly Issue[]
}

/**
 * Reads the `data` of a request: names of setup fields with texts. An empty text clears an optional field; `null` and
 * other types are refused (contract A1 to A4). A mask that stands now leaves its value alone (A7); any other text that
 * looks like a mask is refused, because one that was read before somebody else's change would destroy the secret.
 */
export function readValues(
  toolkit: Toolkit,
  data: unknown,
  shown: ReadonlyMap<string, string>,
): WantedValues {
  const set = new Map<string, string>()
  const clear = new Set<string>()
  const kept = new Set<string>()
  const issues: Issue[] = []
  for (const [name, value] of members(data, issues)) {
    const field = setupField(toolkit, name)
    if (field && isSensitive(field) && value === shown.get(name)) {
      kept.add(name)
      continue
    }
    const fault = field ? faultOf(field, value) : unknownField(toolkit, name)
    if (fault) issues.push({ path: ['data', name], ...fault })
    else if (isBlank(value)) clear.add(name)
    else set.set(name, value as string)
  }
  return { set, clear, kept, issues }
}

/** A required field that a full replacement does not bring. */
export function missingFields(toolkit: Toolkit, wanted: WantedValues): Issue[] {
  return Object.entries(toolkit.setupFields)
    .filter(([name, field]) => field.isRequired && !wanted.set.has(name) && !wanted.kept.has(name))
    .filter(([name]) => !wanted.issues.some((issue) => issue.path[1] === name))
    .map(([name, field]) => ({
      path: ['data', name],
      code: 'required',
      message: `${field.displayName} is required.`,
    }))
}

function members(data: unknown, issues: Issue[]): [string, unknown][] {
  if (typeof data === 'object' && data !== null && !Array.isArray(data)) return Object.entries(data)
  if (data === undefined) issues.push({ path: ['data'], code: 'required', message: 'data is required.' })
  else if (data === null) issues.push({ path: ['data'], code: 'null', message: 'data cannot be null.' })
  else
    issues.push({ path: ['data'], code: 'wrong_type', message: 'data must be an object of names and texts.' })
  return []
}

type Fault = Pick<Issue, 'code' | 'message'>

function unknownField(toolkit: Toolkit, name: string): Fault {
  return { code: 'unknown_field', message: `${name} is not a setup field of ${toolkit.label}.` }
}

/** The rule that a value breaks, or null. The same for forms, which ask before they send. */
export function faultOf(field: SetupField, value: unknown): Fault | null {
  const { displayName, format } = field
  if (value === null) return { code: 'null', message: `${displayName} cannot be null.` }
  if (typeof value !== 'string') return { code: 'wrong_type', message: `${displayName} must be text.` }
  if (isBlank(value))
    return field.isRequired ? { code: 'blank', message: `${displayName} cannot be empty.` } : null
  if ([...value].length > MAX_LENGTH)
    return { code: 'too_long', message: `${displayName} may have at most ${MAX_LENGTH} characters.` }
  if (!isStorable(value))
    return { code: 'bad_format', message: `${displayName} holds a character that cannot be stored.` }
  if (isSensitive(field) && isMask(value))
    return { code: 'bad_format', message: `${displayName}: this is a mask, and not the value itself.` }
  if (format?.kind === 'header-name' && !HEADER_NAME.test(value))
    return { code: 'bad_format', message: `${displayName} must be the name of a header, as X-Signature.` }
  if (format?.kind === 'choice' && !format.choices.includes(value))
    return { code: 'not_a_choice', message: `${displayName} must be ${format.choices.join(' or ')}.` }
  return null
}

function isBlank(value: unknown): boolean {
  return typeof value === 'string' && value.trim() === ''
}
