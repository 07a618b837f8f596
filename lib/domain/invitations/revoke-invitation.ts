import { announce, recordChange } from '../audit/record.ts'
import { authorize } from '../authz/authorize.ts'
import { requireCurrentRole } from '../members/current-role.ts'
import type { Context } from '../shared/context.ts'
import { notFound } from '../shared/errors.ts'
import { isUuid } from '../shared/ids.ts'
import { inTransaction } from '../shared/transaction.ts'
import { lockTeam } from '../teams/lock.ts'
import { markRevoked } from './repo.ts'

/** Ends an invitation's link. Throws `forbidden`, or `not_found` also for one that was answered. */
export async function revokeInvitation(ctx: Context, { id }: { readonly id: string }): Promise<void> {
  authorize(ctx, 'member:manage')
  const change = await inTransaction(async (tx) => {
    await lockTeam(ctx, tx)
    await requireCurrentRole(ctx, tx)
    const row = isUuid(id) ? await markRevoked(tx, ctx.teamId, id, ctx.clock.now()) : null
    if (!row) throw notFound('Open invitation')
    return recordChange(ctx, tx, {
      entity: { kind: 'invitation', id: row.id, name: row.email },
      action: 'invitation.revoked',
      fields: [{ field: 'role', before: row.role, after: null }],
      version: null,
    })
  })
  announce(ctx, change)
}
