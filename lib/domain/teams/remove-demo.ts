import { announce } from '../audit/record.ts'
import { authorize } from '../authz/authorize.ts'
import { requireCurrentRole } from '../members/current-role.ts'
import { findDemoMembers } from '../members/demo-members.ts'
import type { Context } from '../shared/context.ts'
import { DomainError } from '../shared/errors.ts'
import { inTransaction } from '../shared/transaction.ts'
import { deleteTeamlessUsers } from '../users/delete-teamless-users.ts'
import { teamDeleted } from './delete-team.ts'
import { lockTeam } from './lock.ts'
import { deleteTeamRow } from './repo.ts'

/**
 * Removes the demo team, and those of its made-up members (`…@demo.test`) who are in no other team.
 * Throws `forbidden`, `not_found`, or `wrong_state` for any other team.
 */
export async function removeDemo(ctx: Context): Promise<void> {
  authorize(ctx, 'team:delete')
  const change = await inTransaction(async (tx) => {
    const team = await lockTeam(ctx, tx)
    await requireCurrentRole(ctx, tx)
    if (!team.isDemo) throw new DomainError('wrong_state', 'This is not the demo team.')
    const members = await findDemoMembers(ctx, tx)
    await deleteTeamRow(tx, team.id)
    await deleteTeamlessUsers(tx, members)
    return teamDeleted(ctx, team)
  })
  announce(ctx, change)
}
