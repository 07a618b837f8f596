import type { DomainErrorCode, FieldConflict, Issue } from '#lib/domain/shared/errors.ts'

/** What a server action answers when it refuses or fails. */
export interface ServerError {
  /** `internal`: of no use to the browser, and in the log */
  readonly code: DomainErrorCode | 'internal'
  readonly message: string
  readonly issues: readonly Issue[]
  readonly conflicts: readonly FieldConflict[]
  readonly retryAfterMs: number | null
  /** what the log knows this request by */
  readonly requestId: string | null
}
