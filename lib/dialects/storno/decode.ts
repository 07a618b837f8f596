import { isObject } from '#lib/dialects/kit/http/json-body.ts'
import type { EndpointField, EndpointPatch } from '#lib/domain/endpoints/fields.ts'
import { type Issue, type IssueCode, invalid } from '#lib/domain/shared/errors.ts'

interface Fault {
  readonly code: IssueCode
  readonly message: string
}

interface Reader {
  readonly field: EndpointField
  readonly isRequired: boolean
  /** the shape alone (E2); the core judges the value */
  readonly fault: (value: unknown) => Fault | null
}

/** In the order of the reference's table. Other keys are passed over. */
const readers: Readonly<Record<string, Reader>> = {
  url: { field: 'url', isRequired: true, fault: (value) => typeFault(value, 'string', 'a string') },
  events: { field: 'events', isRequired: true, fault: eventsFault },
  description: {
    field: 'description',
    isRequired: false,
    // E5: null clears it
    fault: (value) => (value === null ? null : typeFault(value, 'string', 'a string or null')),
  },
  isActive: {
    field: 'active',
    isRequired: false,
    fault: (value) => typeFault(value, 'boolean', 'a boolean'),
  },
}

/** E1: one of the fields at least. Throws `invalid` with paths of the wire. */
export function decodePatch(body: unknown): EndpointPatch {
  const fields = decode(body, false)
  if (Object.keys(fields).length > 0) return fields
  throw invalid([{ path: [], code: 'required', message: 'At least one field must be provided.' }])
}

/** Throws `invalid` with paths of the wire. */
export function decodeCreate(body: unknown): EndpointPatch {
  return decode(body, true)
}

/** What a test is of; undefined where it was not said. Throws `invalid` with paths of the wire. */
export function decodeTest(body: unknown): string | undefined {
  const { eventType } = objectIn(body)
  if (eventType === undefined) return undefined
  const fault = typeFault(eventType, 'string', 'a string')
  if (fault) throw invalid([{ path: ['eventType'], ...fault }])
  return eventType as string
}

function objectIn(body: unknown): Readonly<Record<string, unknown>> {
  if (isObject(body)) return body
  throw invalid([{ path: [], code: 'wrong_type', message: 'The body must be a JSON object.' }])
}

function decode(given: unknown, isCreate: boolean): EndpointPatch {
  const body = objectIn(given)
  const issues: Issue[] = []
  const fields: Partial<Record<EndpointField, unknown>> = {}
  for (const [wire, { field, isRequired, fault }] of Object.entries(readers)) {
    if (Object.hasOwn(body, wire)) {
      const found = fault(body[wire])
      if (found) issues.push({ path: [wire], ...found })
      else fields[field] = body[wire]
    } else if (isCreate && isRequired)
      issues.push({ path: [wire], code: 'required', message: 'This field is required.' })
  }
  if (issues.length > 0) throw invalid(issues)
  return fields as EndpointPatch
}

function typeFault(value: unknown, type: 'string' | 'boolean', words: string): Fault | null {
  if (value === null) return { code: 'null', message: 'This field may not be null.' }
  return typeof value === type ? null : { code: 'wrong_type', message: `This field must be ${words}.` }
}

function eventsFault(value: unknown): Fault | null {
  if (value === null) return { code: 'null', message: 'This field may not be null.' }
  if (!Array.isArray(value) || value.some((name) => typeof name !== 'string'))
    return { code: 'wrong_type', message: 'This field must be an array of event type names.' }
  return value.length > 0 ? null : { code: 'empty_list', message: 'At least one event type is required.' }
}
