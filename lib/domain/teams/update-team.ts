import { announce, recordChange } from '../audit/record.ts'
import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { DomainError } from '../shared/errors.ts'
import { parse } from '../shared/parse.ts'
import { inTransaction } from '../shared/transaction.ts'
import { fieldConflict } from './field-conflict.ts'
import { lockTeam } from './lock.ts'
import { saveTeamName } from './repo.ts'
import { updateTeamSchema } from './schema.ts'
import type { Team } from './team.ts'

export interface TeamPatch {
  readonly name?: string | undefined
}

export interface UpdateTeam {
  /** judged here; a function is called with the team as it stands */
  readonly patch: TeamPatch | ((current: Team) => TeamPatch)
  /** the version that the caller saw; null asks for no conflict check */
  readonly version: number | null
}

/**
 * Changes a team's settings; the slug stays. Throws `forbidden`, `invalid`, `not_found`, or `conflict` when somebody
 * changed the same field since the version that the caller saw.
 */
export async function updateTeam(ctx: Context, { patch, version }: UpdateTeam): Promise<Team> {
  authorize(ctx, 'team:update')
  const { team, change } = await inTransaction(async (tx) => {
    const before = await lockTeam(ctx, tx)
    const { name } = parse(updateTeamSchema, typeof patch === 'function' ? patch(before) : patch)
    if (name === undefined || name === before.name) return { team: before, change: null }
    if (version !== null && version < before.version) {
      const conflict = await fieldConflict(ctx, { field: 'name', version, current: before.name })
      if (conflict)
        throw new DomainError('conflict', `${conflict.author} changed the name meanwhile.`, {
          conflicts: [conflict],
        })
    }
    const next = await saveTeamName(tx, ctx.teamId, name, ctx.clock.now())
    const recorded = await recordChange(ctx, tx, {
      entity: { kind: 'team', id: before.id, name },
      action: 'team.updated',
      fields: [{ field: 'name', before: before.name, after: name }],
      version: next,
    })
    return { team: { ...before, name, version: next }, change: recorded }
  })
  if (change) announce(ctx, change)
  return team
}
