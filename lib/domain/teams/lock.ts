import type { Context } from '../shared/context.ts'
import { notFound } from '../shared/errors.ts'
import type { Tx } from '../shared/transaction.ts'
import { lockTeamRow } from './repo.ts'
import type { Team } from './team.ts'

/**
 * Takes the team's lock until the transaction ends: changes of its members, invitations and settings follow each
 * other. Throws `not_found` when the team is gone.
 */
export async function lockTeam(ctx: Pick<Context, 'teamId'>, tx: Tx): Promise<Team> {
  const team = await lockTeamRow(tx, ctx.teamId)
  if (!team) throw notFound('Team')
  return team
}
