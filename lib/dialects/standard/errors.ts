import type { Failure, FailureCode, FailureTable, WireFailure } from '#lib/dialects/kit/http/failure.ts'
import type { FieldConflict, Issue } from '#lib/domain/shared/errors.ts'
import { toPointer } from './json-pointer.ts'
import { JSON_PATCH, MERGE_PATCH } from './media-type.ts'
import { wireField } from './wire-names.ts'

export const PROBLEM_TYPE = 'application/problem+json'

/** What a problem is called, and its status; one for each failure, and a few that only this door knows. */
const problems = {
  bad_json: [400, 'The body could not be read'],
  bad_encoding: [400, 'The body could not be read'],
  bad_query: [400, 'The query is not valid'],
  unauthenticated: [401, 'No valid credential'],
  forbidden: [403, 'Not allowed'],
  not_found: [404, 'Not found'],
  no_route: [404, 'Not found'],
  method_not_allowed: [405, 'Method not allowed'],
  conflict: [409, 'Changed meanwhile'],
  already_exists: [409, 'There already'],
  wrong_state: [409, 'Not in this state'],
  test_failed: [409, 'A test of the patch failed'],
  precondition_failed: [412, 'Changed meanwhile'],
  too_large: [413, 'Too large'],
  unsupported_media_type: [415, 'Unsupported media type'],
  invalid: [422, 'The input is not valid'],
  rate_limited: [429, 'Too many requests'],
  internal: [500, 'Something went wrong'],
  unavailable: [503, 'Unavailable'],
} as const satisfies Readonly<Record<FailureCode | OwnCode, readonly [number, string]>>

type OwnCode = 'bad_query' | 'test_failed' | 'precondition_failed'
export type ProblemCode = keyof typeof problems

export interface ProblemParts {
  readonly detail: string
  readonly requestId: string
  readonly issues?: readonly Issue[]
  readonly conflicts?: readonly FieldConflict[]
  /** bad_query: which parameter */
  readonly parameter?: string
}

/** RFC 9457, with our own members behind the standard's. */
export function problem(code: ProblemCode, parts: ProblemParts): WireFailure {
  const [status, title] = problems[code]
  const { detail, requestId, issues = [], conflicts = [], parameter } = parts
  const errors = issues.map((issue) => ({
    path: pointerOf(issue),
    code: issue.code,
    message: issue.message,
  }))
  return {
    status,
    body: {
      type: `urn:patchbay:problem:${code}`,
      title,
      status,
      detail,
      instance: `urn:uuid:${requestId}`,
      code,
      request_id: requestId,
      ...(parameter === undefined ? {} : { parameter }),
      ...(errors.length > 0 ? { errors } : {}),
      ...(conflicts.length > 0 ? { conflicts: conflicts.map(encodeConflict) } : {}),
    },
    headers: { 'content-type': PROBLEM_TYPE },
  }
}

/** The core names its own fields in paths; here they are named as on the wire. */
function pointerOf({ path }: Issue): string {
  const [first, second, ...rest] = path
  if (first === undefined) return ''
  const inside = second === undefined ? [] : [first === 'patch' ? wireField(String(second)) : second, ...rest]
  return toPointer([wireField(String(first)), ...inside])
}

function encodeConflict({ field, key, author, changedAt, version, current }: FieldConflict) {
  return {
    field: wireField(field),
    ...(key === undefined ? {} : { key }),
    author,
    changed_at: changedAt,
    version,
    current,
  }
}

const plain = (failure: Failure): WireFailure =>
  problem(failure.code, {
    detail: failure.message,
    requestId: failure.requestId,
    issues: failure.issues,
    conflicts: failure.conflicts,
  })

export const failures = {
  invalid: plain,
  unauthenticated: (failure) => withHeaders(plain(failure), { 'www-authenticate': challenge(failure) }),
  forbidden: plain,
  not_found: plain,
  conflict: plain,
  already_exists: plain,
  wrong_state: plain,
  rate_limited: plain,
  unavailable: plain,
  bad_json: plain,
  bad_encoding: plain,
  too_large: plain,
  unsupported_media_type: (failure) =>
    withHeaders(plain(failure), { 'accept-patch': `${MERGE_PATCH}, ${JSON_PATCH}` }),
  no_route: plain,
  method_not_allowed: plain,
  internal: plain,
} satisfies FailureTable

function withHeaders(failure: WireFailure, headers: Readonly<Record<string, string>>): WireFailure {
  return { ...failure, headers: { ...failure.headers, ...headers } }
}

/** RFC 6750, section 3: whoever sent nothing is told no error. */
function challenge({ credential, message }: Failure): string {
  const realm = 'Bearer realm="patchbay"'
  if (credential === null || credential === 'missing') return realm
  return `${realm}, error="invalid_token", error_description="${message.replaceAll('"', "'")}"`
}
