import { isObject } from '#lib/dialects/kit/http/json-body.ts'
import type { EndpointField, EndpointPatch } from '#lib/domain/endpoints/fields.ts'
import { type Issue, type IssueCode, invalid } from '#lib/domain/shared/errors.ts'
import { messages } from './messages.ts'
import { selfcommunityProfile } from './profile.ts'

type Refuse = (code: IssueCode, message: string) => undefined

interface Reader {
  readonly field: EndpointField
  readonly isRequired: boolean
  /** undefined where it was refused */
  readonly read: (value: unknown, refuse: Refuse) => unknown
}

/** In the order of the reference's table. Other keys, read-only ones among them, are passed over. */
const readers: Readonly<Record<string, Reader>> = {
  is_active: { field: 'active', isRequired: false, read: flag },
  target: { field: 'url', isRequired: true, read: text },
  description: {
    field: 'description',
    isRequired: false,
    read: (value, refuse) => (value === null ? null : text(value, refuse)),
  },
  events: { field: 'events', isRequired: true, read: eventTypes },
  ssl_cert_verification: { field: 'tlsVerification', isRequired: false, read: flag },
}

/** C1, C2, C3: any of the fields, also none. Throws `invalid` with paths of the wire. */
export function decodePatch(body: unknown): EndpointPatch {
  return decode(body, false)
}

/** What POST takes: target and events must be there. Throws `invalid` with paths of the wire. */
export function decodeCreate(body: unknown): EndpointPatch {
  return decode(body, true)
}

/** What PUT takes: the same as POST; what is left out goes back to its default. Throws `invalid`. */
export function decodeReplacement(body: unknown): EndpointPatch {
  const { active, tlsVerification } = selfcommunityProfile.fields
  const defaults = { description: null, active: active.default, tlsVerification: tlsVerification.default }
  return { ...defaults, ...decode(body, true) }
}

/** C15: the password is optional; undefined when none was sent. Throws `invalid`. */
export function decodeReveal(body: unknown): string | undefined {
  const issues: Issue[] = []
  const given = asObject(body)
  if (!Object.hasOwn(given, 'password')) return undefined
  const refuse = refuserAt('password', issues)
  const password = text(given.password, refuse)
  if (password === '') refuse('blank', messages.blank)
  if (issues.length > 0) throw invalid(issues)
  return password
}

/** More at once is refused. */
const MAX_RESENT = 1_000

/** The number of one event. Throws `invalid` with paths of the wire. */
export function decodeResend(body: unknown): number {
  return eventOf(body, whole)
}

/** The numbers of some events. Throws `invalid` with paths of the wire. */
export function decodeBulkResend(body: unknown): readonly number[] {
  return eventOf(body, wholes)
}

function eventOf<T>(body: unknown, read: (value: unknown, refuse: Refuse) => T | undefined): T {
  const given = asObject(body)
  const issues: Issue[] = []
  const refuse = refuserAt('event', issues)
  const value = Object.hasOwn(given, 'event') ? read(given.event, refuse) : undefined
  if (value !== undefined) return value
  if (issues.length === 0) refuse('required', messages.required)
  throw invalid(issues)
}

/** The framework takes digits in a text, too. */
function whole(value: unknown, refuse: Refuse): number | undefined {
  if (value === null) return refuse('null', messages.null)
  const number = typeof value === 'string' && /^\s*-?\d+\s*$/.test(value) ? Number(value) : value
  return Number.isSafeInteger(number) ? (number as number) : refuse('wrong_type', messages.notWhole)
}

function wholes(value: unknown, refuse: Refuse): number[] | undefined {
  if (value === null) return refuse('null', messages.null)
  if (!Array.isArray(value)) return refuse('wrong_type', messages.notList(value))
  if (value.length === 0) return refuse('empty_list', messages.emptyList)
  if (value.length > MAX_RESENT) return refuse('too_many', messages.tooMany(MAX_RESENT))
  const numbers: number[] = []
  for (const member of value) {
    const number = whole(member, refuse)
    if (number === undefined) return undefined
    numbers.push(number)
  }
  return numbers
}

function decode(body: unknown, isWhole: boolean): EndpointPatch {
  const given = asObject(body)
  const issues: Issue[] = []
  const fields: Partial<Record<EndpointField, unknown>> = {}
  for (const [wire, { field, isRequired, read }] of Object.entries(readers)) {
    const refuse = refuserAt(wire, issues)
    if (Object.hasOwn(given, wire)) {
      const value = read(given[wire], refuse)
      if (value !== undefined) fields[field] = value
    } else if (isWhole && isRequired) refuse('required', messages.required)
  }
  if (issues.length > 0) throw invalid(issues)
  return fields as EndpointPatch
}

function asObject(body: unknown): Readonly<Record<string, unknown>> {
  if (isObject(body)) return body
  throw invalid([{ path: [], code: 'wrong_type', message: messages.notObject(body) }])
}

function refuserAt(wire: string, issues: Issue[]): Refuse {
  return (code, message) => {
    issues.push({ path: [wire], code, message })
    return undefined
  }
}

function text(value: unknown, refuse: Refuse): string | undefined {
  if (value === null) return refuse('null', messages.null)
  return typeof value === 'string' ? value : refuse('wrong_type', messages.notText)
}

/** C7 */
const FLAGS: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  ...[true, 'true', 1].map((value) => [value, true] as const),
  ...[false, 'false', 0].map((value) => [value, false] as const),
])

function flag(value: unknown, refuse: Refuse): boolean | undefined {
  if (value === null) return refuse('null', messages.null)
  return FLAGS.get(value) ?? refuse('wrong_type', messages.notFlag)
}

/** C4: objects with a type each; whatever else they hold, `added_at` too, is passed over. */
function eventTypes(value: unknown, refuse: Refuse): string[] | undefined {
  if (value === null) return refuse('null', messages.null)
  if (!Array.isArray(value)) return refuse('wrong_type', messages.notList(value))
  const types: string[] = []
  for (const member of value) {
    const type = eventType(member, refuse)
    if (type === undefined) return undefined
    types.push(type)
  }
  return types
}

function eventType(member: unknown, refuse: Refuse): string | undefined {
  if (!isObject(member)) return refuse('wrong_type', messages.notObject(member))
  if (!Object.hasOwn(member, 'type')) return refuse('required', messages.required)
  return text(member.type, refuse)
}
