import { notFound } from '../shared/errors.ts'
import { guarded } from '../shared/transaction.ts'
import { type AccountContext, requireSystem } from '../users/account-context.ts'
import { findTeamBySlug } from './repo.ts'
import type { Team } from './team.ts'

/** The team of that slug, for the command line. Throws `forbidden`, `not_found`. */
export async function findTeamForSystem(ctx: AccountContext, slug: string): Promise<Team> {
  requireSystem(ctx)
  const team = await guarded(() => findTeamBySlug(slug))
  if (!team) throw notFound('Team')
  return team
}
