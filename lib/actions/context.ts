import { randomUUID } from 'node:crypto'
import { cache } from 'react'
import { clock } from '#lib/auth/clock.ts'
import { accountContextFor, contextFor, type Surroundings } from '#lib/auth/context.ts'
import { currentSession } from '#lib/auth/session.ts'
import { profileOf } from '#lib/dialects/registry.ts'
import type { Role } from '#lib/domain/authz/permissions.ts'
import type { Context } from '#lib/domain/shared/context.ts'
import { DomainError, notFound } from '#lib/domain/shared/errors.ts'
import type { AccountContext } from '#lib/domain/users/account-context.ts'
import type { SessionTeam, SessionUser } from '#lib/domain/users/load-session.ts'
import { publish } from '#lib/live/publish.ts'
import { requestContext } from '#lib/observability/request-context.ts'

/** What verbs get from a page or an action beside the actor. */
export function surroundings(): Surroundings {
  const requestId = requestContext()?.requestId ?? randomUUID()
  return { requestId, clock: clock(), profile: profileOf, notify: publish }
}

export interface AccountSession {
  readonly user: SessionUser
  readonly context: AccountContext
}

export interface TeamSession {
  readonly user: SessionUser
  readonly team: SessionTeam
  readonly role: Role
  readonly context: Context
}

/** The signed-in user. Throws `unauthenticated`. */
export const accountSession = cache(async (): Promise<AccountSession> => {
  const session = await currentSession(null)
  if (!session) throw signInFirst()
  return { user: session.user, context: accountContextFor(session.user, surroundings()) }
})

/**
 * The signed-in user in the team of that slug. Throws `unauthenticated`, or `not_found` in the same words for an
 * unknown team and for a team of others.
 */
export const teamSession = cache(async (slug: string): Promise<TeamSession> => {
  const session = await currentSession(slug)
  if (!session) throw signInFirst()
  if (!session.membership) throw notFound('Team')
  const { team, role } = session.membership
  return {
    user: session.user,
    team,
    role,
    context: contextFor(session.user, { teamId: team.id, role }, surroundings()),
  }
})

function signInFirst(): DomainError {
  return new DomainError('unauthenticated', 'Your session has ended. Sign in again.')
}
