import { createSafeActionClient } from 'next-safe-action'
import { isDomainError, notFound } from '#lib/domain/shared/errors.ts'
import { logger } from '#lib/observability/logger.ts'
import { accountSession, surroundings, teamSession } from './context.ts'
import type { ServerError } from './server-error.ts'

/**
 * The one way from a browser to a verb. An action answers `{ data }`, or `{ serverError }` with a `DomainError`'s own
 * words; of anything else the browser learns the request id alone, and the log has the rest.
 */
export const publicAction = createSafeActionClient({ handleServerError: toServerError }).use(({ next }) =>
  next({ ctx: { around: surroundings() } }),
)

/** For a signed-in user, outside any team. `ctx.account` is the context of account verbs. */
export const accountAction = publicAction.use(async ({ next }) => {
  const { user, context } = await accountSession()
  return next({ ctx: { user, account: context } })
})

/**
 * For a member of the team whose slug is the input's `team`; the action's schema has that key, too.
 * `ctx.context` is the context of all verbs.
 */
export const teamAction = publicAction.use(async ({ next, clientInput }) => {
  const { user, team, role, context } = await teamSession(slugOf(clientInput))
  return next({ ctx: { user, team, role, context } })
})

function slugOf(input: unknown): string {
  const slug = typeof input === 'object' && input !== null && 'team' in input ? input.team : undefined
  if (typeof slug === 'string') return slug
  throw notFound('Team')
}

function toServerError(error: Error, { ctx }: { ctx: object }): ServerError {
  const requestId = requestIdOf(ctx)
  if (isDomainError(error)) {
    const { code, message, issues, conflicts } = error
    return { code, message, issues, conflicts, retryAfterMs: error.retryAfterMs ?? null, requestId }
  }
  logger().error({ err: error, requestId }, 'action failed')
  const message = `Something went wrong on our side. The log has it under ${requestId}.`
  return { code: 'internal', message, issues: [], conflicts: [], retryAfterMs: null, requestId }
}

function requestIdOf(ctx: object): string | null {
  const { around } = ctx as { around?: { requestId: string | null } }
  return around?.requestId ?? null
}
