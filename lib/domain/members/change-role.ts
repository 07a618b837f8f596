import type { ChangeRow } from '../audit/change.ts'
import { announce, recordChange } from '../audit/record.ts'
import { authorize } from '../authz/authorize.ts'
import type { Role } from '../authz/permissions.ts'
import type { Context } from '../shared/context.ts'
import { DomainError, notFound } from '../shared/errors.ts'
import { isUuid } from '../shared/ids.ts'
import { inTransaction } from '../shared/transaction.ts'
import { lockTeam } from '../teams/lock.ts'
import { endSessions } from '../users/end-sessions.ts'
import { requireCurrentRole } from './current-role.ts'
import type { Member } from './member.ts'
import { countOwners, findMember, saveRole } from './repo.ts'
import { roleChangeFault } from './rules.ts'

export interface ChangeRole {
  readonly userId: string
  /** a function is called with the member once they were found */
  readonly role: Role | ((current: Member) => Role)
}

/** `sessionVersion`: what new sessions of that member carry; null when nothing changed. */
export interface ChangedRole {
  readonly member: Member
  readonly sessionVersion: number | null
}

/**
 * Gives a member another role, and ends their sessions. The same role changes nothing.
 * Throws `forbidden`, `not_found`, or `wrong_state` for the last owner.
 */
export async function changeRole(ctx: Context, { userId, role: wanted }: ChangeRole): Promise<ChangedRole> {
  authorize(ctx, 'member:manage')
  const { result, change } = await inTransaction(async (tx) => {
    await lockTeam(ctx, tx)
    await requireCurrentRole(ctx, tx)
    const member = isUuid(userId) ? await findMember(ctx.teamId, userId, tx) : null
    if (!member) throw notFound('Member')
    const role = typeof wanted === 'function' ? wanted(member) : wanted
    if (member.role === role)
      return { result: { member, sessionVersion: null }, change: null as ChangeRow | null }
    const ownerCount = await countOwners(tx, ctx.teamId)
    const actorRole = ctx.actor.role ?? 'viewer'
    const fault = roleChangeFault({ actorRole, targetRole: member.role, nextRole: role, ownerCount })
    if (fault) throw new DomainError(fault.code, fault.message)
    await saveRole(tx, ctx.teamId, userId, role)
    const sessionVersion = await endSessions(ctx, tx, userId)
    const recorded = await recordChange(ctx, tx, {
      entity: { kind: 'member', id: userId, name: member.name },
      action: 'member.role_changed',
      fields: [{ field: 'role', before: member.role, after: role }],
      version: null,
    })
    return { result: { member: { ...member, role }, sessionVersion }, change: recorded }
  })
  if (change) announce(ctx, change)
  return result
}
