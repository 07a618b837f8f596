import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { notFound } from '../shared/errors.ts'
import { guarded } from '../shared/transaction.ts'
import { findTeam } from './repo.ts'
import type { Team } from './team.ts'

/** The actor's team. Throws `forbidden`, `not_found`. */
export async function getTeam(ctx: Context): Promise<Team> {
  authorize(ctx, 'team:read')
  const team = await guarded(() => findTeam(ctx.teamId))
  if (!team) throw notFound('Team')
  return team
}
