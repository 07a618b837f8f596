import { isOAuthError } from '@jmondi/oauth2-server'
import { isDomainError } from '#lib/domain/shared/errors.ts'

/** The error codes of RFC 6749 (section 5.2), and what HTTP needs beside them. */
export type OauthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'invalid_scope'
  | 'temporarily_unavailable'

export interface FailureDetails {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
}

const brand: unique symbol = Symbol.for('patchbay.OauthFailure')

/** A request to the OAuth server that is answered with an error. Its message never repeats what was sent. */
export class OauthFailure extends Error {
  readonly [brand] = true
  readonly code: OauthErrorCode
  readonly status: number
  readonly headers: Readonly<Record<string, string>>

  constructor(code: OauthErrorCode, message: string, { status, headers }: FailureDetails = {}) {
    super(message)
    this.name = 'OauthFailure'
    this.code = code
    this.status = status ?? 400
    this.headers = headers ?? {}
  }
}

function isOauthFailure(error: unknown): error is OauthFailure {
  return typeof error === 'object' && error !== null && brand in error
}

/** Client authentication failed; one answer for all reasons (RFC 6749, section 5.2). */
export function invalidClient(): OauthFailure {
  return new OauthFailure('invalid_client', 'Client authentication failed.', {
    status: 401,
    headers: { 'www-authenticate': 'Basic realm="oauth", charset="UTF-8"' },
  })
}

const codes: Readonly<Record<string, OauthErrorCode>> = {
  invalid_request: 'invalid_request',
  invalid_grant: 'invalid_grant',
  invalid_scope: 'invalid_scope',
  unauthorized_scope: 'invalid_scope',
  unauthorized_client: 'unauthorized_client',
  unsupported_grant_type: 'unsupported_grant_type',
}

/** What the core and the grant library throw, in the words of RFC 6749; undefined for what nobody expected. */
export function toOauthFailure(error: unknown): OauthFailure | undefined {
  if (isOauthFailure(error)) return error
  if (isOAuthError(error)) {
    if (error.errorType === 'invalid_client') return invalidClient()
    const code = codes[error.errorType]
    return code && new OauthFailure(code, error.errorDescription ?? error.error)
  }
  if (!isDomainError(error)) return undefined
  if (error.code === 'rate_limited') {
    const seconds = Math.max(1, Math.ceil((error.retryAfterMs ?? 1000) / 1000))
    const headers = { 'retry-after': String(seconds) }
    return new OauthFailure('temporarily_unavailable', error.message, { status: 429, headers })
  }
  if (error.code === 'unavailable')
    return new OauthFailure('temporarily_unavailable', error.message, { status: 503 })
  return error.code === 'wrong_state' ? new OauthFailure('invalid_grant', error.message) : undefined
}
