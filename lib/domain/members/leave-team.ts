import { announce, recordChange } from '../audit/record.ts'
import type { Context } from '../shared/context.ts'
import { DomainError, notFound } from '../shared/errors.ts'
import { inTransaction } from '../shared/transaction.ts'
import { lockTeam } from '../teams/lock.ts'
import { requireUser } from '../users/account-context.ts'
import { endSessions } from '../users/end-sessions.ts'
import { countOwners, deleteMembership, findMember } from './repo.ts'
import { lastOwnerFault } from './rules.ts'

/**
 * Takes the actor out of the team, whatever their role, and ends their sessions; the answer is the version for a
 * new one. Throws `unauthenticated`, `not_found`, or `wrong_state` for the last owner.
 */
export async function leaveTeam(ctx: Context): Promise<number> {
  const userId = requireUser(ctx)
  const { version, change } = await inTransaction(async (tx) => {
    await lockTeam(ctx, tx)
    const member = await findMember(ctx.teamId, userId, tx)
    if (!member) throw notFound('Member')
    const ownerCount = await countOwners(tx, ctx.teamId)
    const fault = lastOwnerFault({ targetRole: member.role, nextRole: null, ownerCount })
    if (fault) throw new DomainError(fault.code, fault.message)
    await deleteMembership(tx, ctx.teamId, userId)
    const recorded = await recordChange(ctx, tx, {
      entity: { kind: 'member', id: userId, name: member.name },
      action: 'member.left',
      fields: [{ field: 'role', before: member.role, after: null }],
      version: null,
    })
    return { version: await endSessions(ctx, tx, userId), change: recorded }
  })
  announce(ctx, change)
  return version
}
