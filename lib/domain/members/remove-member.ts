import { announce, recordChange } from '../audit/record.ts'
import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { DomainError, notFound } from '../shared/errors.ts'
import { isUuid } from '../shared/ids.ts'
import { inTransaction } from '../shared/transaction.ts'
import { lockTeam } from '../teams/lock.ts'
import { endSessions } from '../users/end-sessions.ts'
import { requireCurrentRole } from './current-role.ts'
import { countOwners, deleteMembership, findMember } from './repo.ts'
import { roleChangeFault } from './rules.ts'

/**
 * Takes another member out of the team, and ends their sessions; the account stays.
 * Throws `forbidden`, `not_found`, or `wrong_state` for oneself (`leaveTeam` is for that) and for the last owner.
 */
export async function removeMember(ctx: Context, { userId }: { readonly userId: string }): Promise<void> {
  authorize(ctx, 'member:manage')
  if (userId === ctx.actor.id) throw new DomainError('wrong_state', 'Leave the team instead.')
  const change = await inTransaction(async (tx) => {
    await lockTeam(ctx, tx)
    await requireCurrentRole(ctx, tx)
    const member = isUuid(userId) ? await findMember(ctx.teamId, userId, tx) : null
    if (!member) throw notFound('Member')
    const ownerCount = await countOwners(tx, ctx.teamId)
    const actorRole = ctx.actor.role ?? 'viewer'
    const fault = roleChangeFault({ actorRole, targetRole: member.role, nextRole: null, ownerCount })
    if (fault) throw new DomainError(fault.code, fault.message)
    await deleteMembership(tx, ctx.teamId, userId)
    await endSessions(ctx, tx, userId)
    return recordChange(ctx, tx, {
      entity: { kind: 'member', id: userId, name: member.name },
      action: 'member.removed',
      fields: [{ field: 'role', before: member.role, after: null }],
      version: null,
    })
  })
  announce(ctx, change)
}
