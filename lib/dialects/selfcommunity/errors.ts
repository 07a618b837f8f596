import type { Failure, FailureTable, WireFailure } from '#lib/dialects/kit/http/failure.ts'
import type { Issue, IssueCode } from '#lib/domain/shared/errors.ts'
import { messages } from './messages.ts'
import { selfcommunityProfile } from './profile.ts'
import type { ErrorsWire, FieldErrorWire, MessageWire } from './wire.ts'

/** Contract §4: texts and codes as Django REST framework has them, in the envelope that the vendor's client reads. */
export const failures = {
  invalid: ({ issues }) => ({ status: 400, body: invalidBody(issues) }),
  unauthenticated: ({ credential }) => ({
    ...(credential === 'missing'
      ? general(401, 'not_authenticated', 'Authentication credentials were not provided.')
      : general(401, 'authentication_failed', 'Incorrect authentication credentials.')),
    headers: { 'www-authenticate': 'Bearer realm="api"' },
  }),
  forbidden: () => general(403, 'permission_denied', 'You do not have permission to perform this action.'),
  not_found: () => general(404, 'not_found', 'Not found.'),
  no_route: () => general(404, 'not_found', 'Not found.'),
  conflict: ({ message }) => general(409, 'conflict', message),
  already_exists: ({ message }) => general(409, 'conflict', message),
  wrong_state: ({ message }) => general(409, 'conflict', message),
  rate_limited: (failure) => general(429, 'throttled', throttled(failure)),
  unavailable: () => general(503, 'service_unavailable', 'Service temporarily unavailable, try again later.'),
  bad_json: ({ message }) => general(400, 'parse_error', `JSON parse error - ${message}`),
  bad_encoding: ({ message }) => general(400, 'parse_error', `JSON parse error - ${message}`),
  too_large: ({ message }) => general(413, 'too_large', message),
  unsupported_media_type: () => general(415, 'unsupported_media_type', 'Unsupported media type in request.'),
  // the kit's message begins with the method
  method_not_allowed: ({ message }) =>
    general(405, 'method_not_allowed', `Method "${message.split(' ', 1)[0]}" not allowed.`),
  internal: () => general(500, 'error', 'A server error occurred.'),
} satisfies FailureTable

function general(status: number, code: string, message: string): WireFailure {
  const body: ErrorsWire = { errors: [{ message, code }] }
  return { status, body }
}

function throttled({ retryAfterMs }: Failure): string {
  const seconds = Math.max(1, Math.ceil((retryAfterMs ?? 0) / 1000))
  return `Request was throttled. Expected available in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`
}

/** One entry a field, in the order in which they were found; what is about the body as a whole stands alone. */
function invalidBody(issues: readonly Issue[]): ErrorsWire {
  const byField = new Map<string, MessageWire[]>()
  const whole: MessageWire[] = []
  for (const issue of issues) {
    const field = fieldOf(issue)
    const found = { message: textOf(issue), code: CODES[issue.code] }
    if (field === null) whole.push(found)
    else byField.set(field, [...(byField.get(field) ?? []), found])
  }
  const fields = [...byField].map(([field, found]): FieldErrorWire => ({ field, messages: found }))
  return { errors: [...whole, ...fields] }
}

const rules = selfcommunityProfile.fields

/** The core's field by its name on the wire; a name of the wire as it is. */
function fieldOf({ path: [first] }: Issue): string | null {
  if (first === undefined) return null
  const name = String(first)
  return (Object.hasOwn(rules, name) ? rules[name as keyof typeof rules]?.wire : null) ?? name
}

function textOf(issue: Issue): string {
  switch (issue.code) {
    case 'required':
      return messages.required
    case 'null':
      return messages.null
    case 'blank':
      return messages.blank
    case 'empty_list':
      return messages.emptyList
    case 'bad_url':
    case 'not_https':
    case 'credentials_in_url':
      return messages.notUrl
    case 'too_long':
      return messages.tooLong(issue.path[0] === 'url' ? rules.url.maxLength : rules.description.maxLength)
    default:
      return issue.message
  }
}

const CODES: Readonly<Record<IssueCode, string>> = {
  required: 'required',
  null: 'null',
  blank: 'blank',
  empty_list: 'empty',
  too_long: 'max_length',
  too_short: 'min_length',
  too_many: 'max_length',
  unknown_event: 'invalid_choice',
  not_a_choice: 'invalid_choice',
  unknown_field: 'invalid',
  read_only: 'invalid',
  wrong_type: 'invalid',
  bad_url: 'invalid',
  not_https: 'invalid',
  credentials_in_url: 'invalid',
  bad_key: 'invalid',
  reserved_name: 'invalid',
  forbidden_combination: 'invalid',
  bad_format: 'invalid',
  wrong_secret: 'invalid',
  taken: 'unique',
}
