import type { Failure, FailureTable, WireFailure } from '#lib/dialects/kit/http/failure.ts'
import { endpointFields } from '#lib/domain/endpoints/fields.ts'
import type { Issue } from '#lib/domain/shared/errors.ts'
import { composioProfile } from './profile.ts'
import type { ErrorWire } from './wire-schema.ts'

/** Every failure in the vendor's envelope (endpoints contract §6), but for the rate limit's (§7). */
export const failures = {
  invalid: refuseInput,
  wrong_state: (failure) => refuse(failure, 400, { slug: `${areaOf(failure)}_InvalidState` }),
  unauthenticated: (failure) =>
    refuse(failure, 401, {
      slug: failure.credential === 'missing' ? 'Auth_MissingApiKey' : 'Auth_InvalidApiKey',
      message: failure.credential === 'missing' ? 'API key is missing' : 'Invalid API key',
      fix: 'Send a project key in x-api-key, or a user key in x-user-api-key.',
    }),
  forbidden: (failure) =>
    refuse(failure, 403, {
      slug: 'Auth_InsufficientPermissions',
      message: "The API key doesn't have permissions",
      fix: 'Use a key that has this permission.',
    }),
  not_found: refuseMissing,
  conflict: (failure) => refuse(failure, 409, { slug: `${areaOf(failure)}_Conflict` }),
  // subscriptions contract §2: only creation refuses so
  already_exists: (failure) =>
    refuse(failure, 409, {
      slug: `${areaOf(failure)}_AlreadyExists`,
      message: 'Subscription already exists',
      fix: 'Update or delete the subscription that is there.',
    }),
  rate_limited: refuseTooMany,
  unavailable: (failure) =>
    refuse(failure, 503, { slug: 'Server_Unavailable', fix: 'Try again in a moment.' }),
  bad_json: refuseBody,
  bad_encoding: refuseBody,
  too_large: (failure) => refuse(failure, 413, { slug: `${areaOf(failure)}_PayloadTooLarge` }),
  unsupported_media_type: (failure) => refuse(failure, 415, { slug: `${areaOf(failure)}_UnsupportedType` }),
  no_route: (failure) => refuse(failure, 404, { slug: 'Route_NotFound', message: 'Route not found' }),
  method_not_allowed: (failure) => refuse(failure, 405, { slug: 'Route_MethodNotAllowed' }),
  internal: (failure) =>
    refuse(failure, 500, { slug: 'Server_InternalError', message: 'Internal server error' }),
} satisfies FailureTable

interface Words {
  readonly slug: string
  /** the failure's own words by default */
  readonly message?: string
  readonly fix?: string
  readonly errors?: readonly string[]
}

function refuse(failure: Failure, status: number, words: Words): WireFailure {
  return { status, body: errorBody(failure.requestId, status, { message: failure.message, ...words }) }
}

/** The envelope, also for what is refused before the door. */
export function errorBody(
  requestId: string,
  status: number,
  { message, slug, fix, errors }: Words & { readonly message: string },
): ErrorWire {
  return {
    error: {
      message,
      code: 10_000 + status,
      slug,
      status,
      request_id: requestId,
      ...(fix === undefined ? {} : { suggested_fix: fix }),
      ...(errors === undefined ? {} : { errors: [...errors] }),
    },
  }
}

/** What the operation is about, by its name. */
function areaOf({ operation }: Failure): 'WebhookSubscription' | 'WebhookEndpoint' | 'Request' {
  if (operation === null) return 'Request'
  return operation.includes('Subscription') ? 'WebhookSubscription' : 'WebhookEndpoint'
}

function refuseInput(failure: Failure): WireFailure {
  const isQuery = /^(list|getEndpointSchema)/.test(failure.operation ?? '')
  const words = isQuery
    ? { slug: `${areaOf(failure)}_InvalidQuery`, fix: 'Please check the query parameters.' }
    : { slug: `${areaOf(failure)}_InvalidPayload`, fix: 'Please check the payload.' }
  const message = failure.operation?.startsWith('listSubscriptions') ? 'Invalid pagination' : failure.message
  const errors = failure.issues.map((issue) => describeIssue(issue, isQuery ? 'query' : 'payload'))
  return refuse(failure, 400, { ...words, message, errors })
}

function refuseBody(failure: Failure): WireFailure {
  return refuse(failure, 400, {
    slug: `${areaOf(failure)}_InvalidPayload`,
    fix: 'Please check the payload.',
    errors: [`Error in payload: ${failure.message}`],
  })
}

/** As the vendor's own sample: `Error in payload.text.arguments: Only one of …`. */
function describeIssue({ path, message }: Issue, root: string): string {
  const [first, ...rest] = path
  const steps = first === undefined ? [root] : [root, wireName(String(first)), ...rest]
  return `Error in ${steps.join('.')}: ${message}`
}

/** The core names its own fields; what is none of them is named as on the wire already. */
function wireName(field: string): string {
  const known = endpointFields.find((name) => name === field)
  return (known && composioProfile.fields[known]?.wire) ?? sourceFields[field] ?? field
}

const sourceFields: Readonly<Record<string, string>> = { toolkit: 'toolkit_slug', clientId: 'client_id' }

function refuseMissing(failure: Failure): WireFailure {
  if (/^(createEndpoint|getEndpointSchema)/.test(failure.operation ?? ''))
    return refuse(failure, 404, { slug: 'Toolkit_NotFound', message: 'Toolkit not found' })
  const area = areaOf(failure)
  const message = area === 'WebhookEndpoint' ? 'Webhook endpoint not found' : 'Subscription not found'
  return refuse(failure, 404, { slug: `${area}_NotFound`, message })
}

/** Endpoints contract §7: "429 body is not the error envelope". */
function refuseTooMany({ limit, message }: Failure): WireFailure {
  if (!limit) return { status: 429, body: { message } }
  const { windowSeconds } = limit
  const window =
    windowSeconds % 60 === 0 ? counted(windowSeconds / 60, 'minute') : counted(windowSeconds, 'second')
  return {
    status: 429,
    body: { message: `Rate limit exceeded. Limit: ${limit.limit} requests per ${window}` },
  }
}

function counted(count: number, unit: string): string {
  return count === 1 ? `1 ${unit}` : `${count} ${unit}s`
}
