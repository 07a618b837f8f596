import type { FailureTable, WireFailure } from '#lib/dialects/kit/http/failure.ts'
import type { CredentialReason } from '#lib/domain/api-keys/credential-error.ts'
import type { Issue, IssueCode } from '#lib/domain/shared/errors.ts'
import { COMPANY_HEADER } from './auth.ts'
import { stornoProfile } from './profile.ts'
import type { ErrorWire } from './wire.ts'

/** Contract §6. */
export const failures = {
  invalid: ({ issues }) => invalidAnswer(issues),
  unauthenticated: ({ credential }) => ({
    status: 401,
    body: { code: 401, message: TOKEN_MESSAGES[credential ?? 'unknown'] },
    headers: { 'www-authenticate': 'Bearer' },
  }),
  forbidden: ({ issues }) => forbidden(issues[0]),
  not_found: () => problem(404, 'Not found', 'The requested resource was not found.'),
  no_route: () => problem(404, 'Not found', 'The requested resource was not found.'),
  conflict: ({ message }) => problem(409, 'Conflict', message),
  already_exists: ({ message }) => problem(409, 'Conflict', message),
  wrong_state: ({ message }) => problem(422, 'Unprocessable entity', message),
  rate_limited: () => ({ status: 429, body: { error: 'Too many requests. Please try again later.' } }),
  unavailable: ({ message }) => problem(503, 'Service unavailable', message),
  bad_json: ({ message }) => problem(400, 'Bad request', message),
  bad_encoding: ({ message }) => problem(400, 'Bad request', message),
  too_large: ({ message }) => problem(413, 'Payload too large', message),
  unsupported_media_type: ({ message }) => problem(415, 'Unsupported media type', message),
  method_not_allowed: ({ message }) => problem(405, 'Method not allowed', message),
  internal: ({ message }) => problem(500, 'Internal server error', message),
} satisfies FailureTable

/** The words of the library that the vendor's tokens are checked by. */
const TOKEN_MESSAGES: Readonly<Record<CredentialReason, string>> = {
  missing: 'JWT Token not found',
  expired: 'Expired JWT Token',
  malformed: 'Invalid JWT Token',
  unknown: 'Invalid JWT Token',
  revoked: 'Invalid JWT Token',
  wrong_kind: 'Invalid JWT Token',
  missing_claims: 'Invalid JWT Token',
}

function problem(status: number, error: string, message: string): WireFailure {
  const body: ErrorWire = { error, message, code: status }
  return { status, body }
}

/** Contract §1: the header's two refusals, and a permission that is missing. */
function forbidden(issue: Issue | undefined): WireFailure {
  if (issue?.path[0] !== COMPANY_HEADER)
    return problem(403, 'Access denied', 'You do not have permission to perform this action.')
  return issue.code === 'required'
    ? problem(403, 'Company context required', 'The X-Company header is required for this endpoint.')
    : problem(403, 'Access denied', 'You do not have access to this company.')
}

/** E2: of the shape. Everything else is about the values. */
const SHAPE: ReadonlySet<IssueCode> = new Set(['required', 'null', 'wrong_type', 'empty_list'])

function invalidAnswer(issues: readonly Issue[]): WireFailure {
  const status = issues.some((issue) => SHAPE.has(issue.code)) ? 400 : 422
  const [first] = issues
  if (first?.path.length === 0) return problem(status, 'Validation failed', first.message)
  const errors: Record<string, string> = {}
  for (const issue of issues) errors[fieldOf(issue)] ??= reasonOf(issue)
  const body: ErrorWire = {
    error: 'Validation failed',
    message: 'The request contains invalid data',
    code: status,
    errors,
  }
  return { status, body }
}

const rules = stornoProfile.fields

/** The core's field by its name on the wire; a name of the wire as it is. */
function fieldOf({ path: [first] }: Issue): string {
  const name = String(first)
  return (Object.hasOwn(rules, name) ? rules[name as keyof typeof rules]?.wire : null) ?? name
}

function reasonOf({ code, message }: Issue): string {
  return code === 'not_https' ? 'The URL must use HTTPS.' : message
}
