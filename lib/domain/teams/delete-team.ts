import { announce, changeRow } from '../audit/record.ts'
import { authorize } from '../authz/authorize.ts'
import { requireCurrentRole } from '../members/current-role.ts'
import type { Context } from '../shared/context.ts'
import { invalid } from '../shared/errors.ts'
import { inTransaction } from '../shared/transaction.ts'
import { lockTeam } from './lock.ts'
import { deleteTeamRow } from './repo.ts'

/**
 * Deletes the actor's team with its endpoints, secrets, members and audit log; accounts stay. `confirm` must be the
 * team's slug. Throws `forbidden`, `invalid`, or `not_found`.
 */
export async function deleteTeam(ctx: Context, { confirm }: { readonly confirm: string }): Promise<void> {
  authorize(ctx, 'team:delete')
  const change = await inTransaction(async (tx) => {
    const team = await lockTeam(ctx, tx)
    await requireCurrentRole(ctx, tx)
    if (confirm !== team.slug)
      throw invalid([{ path: ['confirm'], code: 'bad_format', message: `Type ${team.slug} to confirm.` }])
    await deleteTeamRow(tx, team.id)
    return teamDeleted(ctx, team)
  })
  announce(ctx, change)
}

/** The team's own log goes with it, so this is told but not kept. */
export function teamDeleted(ctx: Context, team: { readonly id: string; readonly name: string }) {
  const entity = { kind: 'team', id: team.id, name: team.name } as const
  return changeRow(ctx, { entity, action: 'team.deleted', fields: [], version: null })
}
