import { guarded } from '../shared/transaction.ts'
import { type AccountContext, requireUser } from '../users/account-context.ts'
import { findTeamsOf } from './repo.ts'
import type { Team } from './team.ts'

/** The actor's teams, by name. Throws `unauthenticated`. */
export async function listTeams(ctx: AccountContext): Promise<Team[]> {
  const userId = requireUser(ctx)
  return guarded(() => findTeamsOf(userId))
}
