/**
 * What went wrong, in Patchbay's own words. Every door turns these into its own envelope; a new code breaks
 * each door's table at compile time.
 */
export const domainErrorCodes = [
  /** the input breaks a rule; `issues` says which */
  'invalid',
  /** no valid credential */
  'unauthenticated',
  /** known, but not allowed */
  'forbidden',
  /** absent, or not the caller's to know */
  'not_found',
  /** somebody else changed the same field since the version that the caller saw; `conflicts` says who */
  'conflict',
  /** a unique thing is there already */
  'already_exists',
  /** the thing's state does not allow it */
  'wrong_state',
  'rate_limited',
  /** try again: the database is away, or too many writers */
  'unavailable',
] as const

export type DomainErrorCode = (typeof domainErrorCodes)[number]

export const issueCodes = [
  'unknown_field',
  'read_only',
  'required',
  'null',
  'wrong_type',
  'blank',
  'too_short',
  'too_long',
  'bad_url',
  'not_https',
  'credentials_in_url',
  'empty_list',
  'unknown_event',
  'not_a_choice',
  'bad_key',
  'reserved_name',
  'too_many',
  'forbidden_combination',
  'bad_format',
  'wrong_secret',
  /** it names something else already */
  'taken',
] as const

export type IssueCode = (typeof issueCodes)[number]

/** One broken rule. `path` leads to the value, as `['headers', 'X-Team']`; `[]` is the input as a whole. */
export interface Issue {
  readonly path: readonly (string | number)[]
  readonly code: IssueCode
  readonly message: string
}

/** A field that somebody changed since the version that the caller saw. */
export interface FieldConflict {
  readonly field: string
  readonly key?: string
  readonly author: string
  readonly changedAt: string
  readonly version: number
  /** the value that stands now */
  readonly current: unknown
}

export interface DomainErrorDetails {
  readonly issues?: readonly Issue[]
  readonly conflicts?: readonly FieldConflict[]
  /** rate_limited: when to come back */
  readonly retryAfterMs?: number
}

/** Modules are loaded twice in one process, so an error is known by this brand and not by its class. */
const brand: unique symbol = Symbol.for('patchbay.DomainError')

export class DomainError extends Error {
  readonly [brand] = true
  readonly code: DomainErrorCode
  readonly issues: readonly Issue[]
  readonly conflicts: readonly FieldConflict[]
  readonly retryAfterMs: number | undefined

  constructor(code: DomainErrorCode, message: string, details: DomainErrorDetails = {}) {
    super(message)
    this.name = 'DomainError'
    this.code = code
    this.issues = details.issues ?? []
    this.conflicts = details.conflicts ?? []
    this.retryAfterMs = details.retryAfterMs
  }
}

export function isDomainError(error: unknown): error is DomainError {
  return typeof error === 'object' && error !== null && brand in error
}

/** An `invalid` error; its message is the first issue's. */
export function invalid(issues: readonly Issue[]): DomainError {
  return new DomainError('invalid', issues[0]?.message ?? 'The input is not valid.', { issues })
}

/** The same words for a missing row and for another team's row. */
export function notFound(what: string): DomainError {
  return new DomainError('not_found', `${what} not found.`)
}
