import type { CredentialReason } from '#lib/domain/api-keys/credential-error.ts'
import { isCredentialError } from '#lib/domain/api-keys/credential-error.ts'
import {
  type DomainErrorCode,
  domainErrorCodes,
  type FieldConflict,
  type Issue,
  isDomainError,
} from '#lib/domain/shared/errors.ts'
import type { LimitState } from './operation.ts'

/** What can be wrong with a request before the core sees it. */
const requestFaultCodes = [
  /** the body is not JSON */
  'bad_json',
  /** the body is not UTF-8 */
  'bad_encoding',
  'too_large',
  /** the body is not said to be JSON; only where a door asks for it */
  'unsupported_media_type',
  'no_route',
  'method_not_allowed',
  /** anything else: a fault of ours */
  'internal',
] as const
export type RequestFaultCode = (typeof requestFaultCodes)[number]

export type FailureCode = DomainErrorCode | RequestFaultCode

/** Whatever went wrong, in one form, for a dialect to write in its own words. */
export interface Failure {
  readonly code: FailureCode
  readonly message: string
  readonly issues: readonly Issue[]
  readonly conflicts: readonly FieldConflict[]
  readonly retryAfterMs: number | null
  /** the limit that the request was counted for; null before it was counted */
  readonly limit: LimitState | null
  /** unauthenticated: why */
  readonly credential: CredentialReason | null
  /** method_not_allowed: which would be */
  readonly allow: readonly string[]
  /** the operation's name, where one was found */
  readonly operation: string | null
  /** what a path is about, as "webhook"; for words such as "Webhook not found." */
  readonly requestId: string
}

/** How a dialect writes a failure. A code that is missing does not compile. */
export type FailureTable = Readonly<Record<FailureCode, (failure: Failure) => WireFailure>>

export interface WireFailure {
  readonly status: number
  /** JSON; undefined for an empty body */
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
}

const brand: unique symbol = Symbol.for('patchbay.RequestFault')

/** Thrown by the kit for what is wrong with a request as such. */
export class RequestFault extends Error {
  readonly [brand] = true
  readonly code: RequestFaultCode
  readonly allow: readonly string[]

  constructor(code: RequestFaultCode, message: string, allow: readonly string[] = []) {
    super(message)
    this.name = 'RequestFault'
    this.code = code
    this.allow = allow
  }
}

function isRequestFault(error: unknown): error is RequestFault {
  return typeof error === 'object' && error !== null && brand in error
}

/** An error as a failure. Null for an error that nobody expected: it goes to the log, and is `internal`. */
export function failureOf(
  error: unknown,
  { requestId, operation }: { readonly requestId: string; readonly operation: string | null },
): Failure | null {
  const base = {
    issues: [],
    conflicts: [],
    retryAfterMs: null,
    limit: null,
    credential: null,
    allow: [],
    operation,
    requestId,
  }
  if (isCredentialError(error))
    return { ...base, code: 'unauthenticated', message: error.message, credential: error.reason }
  if (isRequestFault(error)) return { ...base, code: error.code, message: error.message, allow: error.allow }
  if (isDomainError(error)) {
    const { code, message, issues, conflicts, retryAfterMs } = error
    return { ...base, code, message, issues, conflicts, retryAfterMs: retryAfterMs ?? null }
  }
  return null
}

export function internalFailure(info: { requestId: string; operation: string | null }): Failure {
  return {
    code: 'internal',
    message: 'Something went wrong on our side.',
    issues: [],
    conflicts: [],
    retryAfterMs: null,
    limit: null,
    credential: null,
    allow: [],
    ...info,
  }
}

/** All codes that a table has. */
export const failureCodes: readonly FailureCode[] = [...domainErrorCodes, ...requestFaultCodes]
