import type { ServerError } from '#lib/actions/server-error.ts'
import type { FieldConflict, Issue } from '#lib/domain/shared/errors.ts'
import { announceSessionEnded } from './session-ended.ts'

/** `outdated`: the server was updated under an open page. `offline`: no answer came. */
export type ActionErrorCode = ServerError['code'] | 'outdated' | 'offline'

/** A refused or failed action, for forms and toasts. `message` can be shown as it is. */
export class ActionError extends Error {
  readonly code: ActionErrorCode
  readonly issues: readonly Issue[]
  readonly conflicts: readonly FieldConflict[]
  readonly retryAfterMs: number | null
  readonly requestId: string | null

  constructor(error: Omit<ServerError, 'code'> & { readonly code: ActionErrorCode }) {
    super(error.message)
    this.name = 'ActionError'
    this.code = error.code
    this.issues = error.issues
    this.conflicts = error.conflicts
    this.retryAfterMs = error.retryAfterMs
    this.requestId = error.requestId
  }
}

/** As next-safe-action answers; which of the three is set says what happened. */
export interface ActionResult<T> {
  readonly data?: T | undefined
  readonly serverError?: ServerError | undefined
  readonly validationErrors?: unknown
}

/**
 * The data of a server action's answer. Throws `ActionError`: with the action's own words when it refused, `invalid`
 * when the input had the wrong shape, `outdated`, `offline`, or `internal`.
 */
export async function runAction<T>(call: Promise<ActionResult<T> | undefined>): Promise<T> {
  const result = await answered(call)
  if (result?.serverError) {
    if (result.serverError.code === 'unauthenticated') announceSessionEnded()
    throw new ActionError(result.serverError)
  }
  if (result?.validationErrors !== undefined) {
    const issues = toIssues(result.validationErrors)
    throw failure('invalid', issues[0]?.message ?? 'The input is not valid.', issues)
  }
  return result?.data as T
}

async function answered<T>(call: Promise<T>): Promise<T> {
  try {
    return await call
  } catch (error) {
    if (isRedirect(error)) throw error
    const message = error instanceof Error ? error.message : ''
    if (/server action.+(not found|was not found)|failed to find server action/i.test(message))
      throw failure('outdated', 'Patchbay was updated. Reload the page.')
    if (error instanceof TypeError || /fetch|network|connection/i.test(message))
      throw failure('offline', 'The server did not answer. Check the connection and try again.')
    throw failure('internal', 'Something went wrong. Try again.')
  }
}

/** Next moves the page by throwing; that is not ours to catch. */
function isRedirect(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'digest' in error &&
    typeof error.digest === 'string' &&
    /^NEXT_(REDIRECT|HTTP_ERROR_FALLBACK|NOT_FOUND)/.test(error.digest)
  )
}

function failure(code: ActionErrorCode, message: string, issues: readonly Issue[] = []): ActionError {
  return new ActionError({ code, message, issues, conflicts: [], retryAfterMs: null, requestId: null })
}

/** The tree of `_errors` as a flat list. */
function toIssues(tree: unknown, path: readonly string[] = []): Issue[] {
  if (typeof tree !== 'object' || tree === null) return []
  return Object.entries(tree).flatMap(([key, value]): Issue[] => {
    if (key !== '_errors') return toIssues(value, [...path, key])
    if (!Array.isArray(value)) return []
    return value.map((message) => ({ path, code: 'wrong_type', message: String(message) }))
  })
}
