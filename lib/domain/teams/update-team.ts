import type { ChangeRow } from '../audit/change.ts'
import { refuseOtherVersion, refuseOvertaken } from '../audit/conflicts.ts'
import { announce, changeRow, type NewChange, recordChange } from '../audit/record.ts'
import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { parse } from '../shared/parse.ts'
import { inTransaction } from '../shared/transaction.ts'
import { lockTeam } from './lock.ts'
import { saveTeamName } from './repo.ts'
import { updateTeamSchema } from './schema.ts'
import type { Team } from './team.ts'
import { versioned } from './versioned.ts'

export interface TeamPatch {
  readonly name?: string | undefined
}

export interface UpdateTeam {
  /** judged here; a function is called with the team as it stands */
  readonly patch: TeamPatch | ((current: Team) => TeamPatch)
  /** the version that the caller saw; null asks for no conflict check */
  readonly version: number | null
  /** the team has to stand at one of these */
  readonly ifVersions?: readonly number[] | undefined
  /** say what would change, and change nothing */
  readonly dryRun?: boolean
}

export interface UpdatedTeam {
  readonly team: Team
  /** null when there was nothing to change; after a dry run it is stored nowhere */
  readonly change: ChangeRow | null
}

/**
 * Changes a team's settings; the slug stays. Throws `forbidden`, `invalid`, `not_found`, or `conflict` when somebody
 * changed the same field since the version that the caller saw, or the team stands at none of `ifVersions`.
 */
export async function updateTeam(
  ctx: Context,
  { patch, version, ifVersions, dryRun = false }: UpdateTeam,
): Promise<UpdatedTeam> {
  authorize(ctx, 'team:update')
  const updated = await inTransaction(async (tx): Promise<UpdatedTeam> => {
    const before = await lockTeam(ctx, tx)
    if (ifVersions)
      await refuseOtherVersion(ctx, versioned(before), { versions: ifVersions, what: 'team', tx })
    const { name } = parse(updateTeamSchema, typeof patch === 'function' ? patch(before) : patch)
    if (name === undefined || name === before.name) return { team: before, change: null }
    if (version !== null)
      await refuseOvertaken(ctx, versioned(before), {
        seenVersion: version,
        fields: new Set(['name']),
        nameOf: () => 'the name',
        tx,
      })
    const change: NewChange = {
      entity: { kind: 'team', id: before.id, name },
      action: 'team.updated',
      fields: [{ field: 'name', before: before.name, after: name }],
      version: before.version + 1,
    }
    const team = { ...before, name, version: before.version + 1 }
    if (dryRun) return { team, change: changeRow(ctx, change) }
    await saveTeamName(tx, ctx.teamId, name, ctx.clock.now())
    return { team, change: await recordChange(ctx, tx, change) }
  })
  if (updated.change && !dryRun) announce(ctx, updated.change)
  return updated
}
