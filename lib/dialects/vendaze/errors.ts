import type { Failure, FailureTable, WireFailure } from '#lib/dialects/kit/http/failure.ts'
import type { CredentialReason } from '#lib/domain/api-keys/credential-error.ts'
import type { Issue } from '#lib/domain/shared/errors.ts'
import { SCOPE } from './auth.ts'
import type { ErrorWire } from './wire.ts'

/** Contract §3, to the letter. What is not published there is ours: 405, 409, 413, 503, and most reasons of fields. */
function error(
  status: number,
  code: string,
  message: string,
  fields?: Readonly<Record<string, string>>,
): (failure: Failure) => WireFailure {
  return ({ requestId }) => {
    const body: ErrorWire = {
      error: { code, message, ...(fields ? { fields } : {}), request_id: requestId },
    }
    return { status, body }
  }
}

const unauthorized = (message: string) => error(401, 'unauthorized', message)
const badToken = unauthorized('Invalid or malformed token.')
const noClaims = unauthorized('Token is missing required claims.')

const byCredential: Readonly<Record<CredentialReason, (failure: Failure) => WireFailure>> = {
  missing: unauthorized('Missing or invalid Authorization header.'),
  malformed: badToken,
  unknown: badToken,
  revoked: badToken,
  expired: error(401, 'token_expired', 'Access token expired. Refresh using the refresh token.'),
  // keys and tokens of other doors do not name an app and a workspace
  wrong_kind: noClaims,
  missing_claims: noClaims,
}

const internal = error(500, 'internal_error', 'An unexpected error occurred.')
const conflict = error(409, 'conflict', 'The webhook was changed meanwhile. Try again.')

export const failures = {
  invalid: (failure) => {
    const { issues } = failure
    if (issues.some((issue) => issue.path.length === 0))
      return error(400, 'bad_request', 'No fields provided for update.')(failure)
    return error(422, 'validation_error', 'Validation failed.', reasons(issues))(failure)
  },
  unauthenticated: (failure) => ({
    ...byCredential[failure.credential ?? 'missing'](failure),
    headers: { 'www-authenticate': 'Bearer' },
  }),
  // V1: the scope that exists, and not the one of the vendor's example
  forbidden: error(403, 'insufficient_scope', `This endpoint requires the '${SCOPE}' scope.`),
  not_found: error(404, 'not_found', 'Webhook not found.'),
  conflict,
  already_exists: conflict,
  wrong_state: conflict,
  rate_limited: (failure) => {
    const seconds = Math.max(1, Math.ceil((failure.retryAfterMs ?? 0) / 1000))
    const message = `Rate limit exceeded. Try again in ${seconds} seconds.`
    return error(429, 'rate_limit_exceeded', message)(failure)
  },
  unavailable: error(503, 'service_unavailable', 'The service is not available. Try again.'),
  bad_json: error(400, 'bad_request', 'Request body must be valid JSON.'),
  bad_encoding: error(400, 'bad_request', 'Request body must be valid JSON.'),
  too_large: error(413, 'payload_too_large', 'Request body is too large.'),
  unsupported_media_type: internal,
  no_route: error(404, 'not_found', 'Resource not found.'),
  method_not_allowed: error(405, 'method_not_allowed', 'Method not allowed.'),
  internal,
} satisfies FailureTable

/** One reason a field: of several broken rules the first. */
function reasons(issues: readonly Issue[]): Record<string, string> {
  const found = new Map<string, string>()
  for (const issue of issues) {
    const [first = ''] = issue.path
    const name = first === 'signing' ? 'auth_enable' : String(first)
    if (!found.has(name)) found.set(name, reason(name, issue))
  }
  return Object.fromEntries(found)
}

const wrongTypes: Readonly<Record<string, string>> = {
  name: 'name must be a string.',
  url: 'url must be a string.',
  events: 'events must be an array of event names.',
  auth_enable: 'auth_enable must be a boolean.',
}

/** `url must use HTTPS.` and `At least one event is required.` are the vendor's; the others follow them. */
function reason(name: string, { code, message }: Issue): string {
  const wrongType = wrongTypes[name]
  // a parameter of the list, whose words are in the wire's terms already
  if (wrongType === undefined) return message
  switch (code) {
    case 'required':
      return `${name} is required.`
    case 'blank':
    case 'too_short':
    case 'too_long':
      if (name === 'name') return 'name must be between 1 and 100 characters.'
      return name === 'url' && code === 'too_long' ? 'url must be at most 2048 characters.' : malformed(name)
    case 'not_https':
      return 'url must use HTTPS.'
    case 'credentials_in_url':
      return 'url must not contain credentials.'
    case 'empty_list':
      return 'At least one event is required.'
    case 'too_many':
      return 'events has too many entries.'
    case 'unknown_event':
    case 'bad_url':
    case 'bad_format':
      return malformed(name)
    default:
      return wrongType
  }
}

function malformed(name: string): string {
  if (name === 'url') return 'url must be a valid URL.'
  if (name === 'events') return 'events contains an invalid event name.'
  return `${name} contains characters that are not allowed.`
}
