import type { ChangeRow } from '../audit/change.ts'
import { lastAuthorOf } from '../audit/list.ts'
import { announce, changeRow, type NewChange, recordChange } from '../audit/record.ts'
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
  /** the role that the caller saw; without it there is no conflict check */
  readonly seenRole?: Role | undefined
  /** say what would change, and change nothing */
  readonly dryRun?: boolean
}

export interface ChangedRole {
  readonly member: Member
  /** what new sessions of that member carry; null when nothing changed */
  readonly sessionVersion: number | null
  /** null when nothing changed; after a dry run it is stored nowhere */
  readonly change: ChangeRow | null
}

/**
 * Gives a member another role, and ends their sessions. The same role changes nothing.
 * Throws `forbidden`, `not_found`, `wrong_state` for the last owner, or `conflict` when the role is no longer the one that
 * the caller saw.
 */
export async function changeRole(
  ctx: Context,
  { userId, role: wanted, seenRole, dryRun = false }: ChangeRole,
): Promise<ChangedRole> {
  authorize(ctx, 'member:manage')
  const changed = await inTransaction(async (tx): Promise<ChangedRole> => {
    await lockTeam(ctx, tx)
    await requireCurrentRole(ctx, tx)
    const member = isUuid(userId) ? await findMember(ctx.teamId, userId, tx) : null
    if (!member) throw notFound('Member')
    const role = typeof wanted === 'function' ? wanted(member) : wanted
    if (member.role === role) return { member, sessionVersion: null, change: null }
    if (seenRole !== undefined && seenRole !== member.role) {
      const who = await lastAuthorOf(ctx, { entity: { kind: 'member', id: userId }, field: 'role' }, tx)
      throw new DomainError(
        'conflict',
        `${who ?? 'Somebody'} changed the role of ${member.name} meanwhile: ${member.role}.`,
      )
    }
    const ownerCount = await countOwners(tx, ctx.teamId)
    const actorRole = ctx.actor.role ?? 'viewer'
    const fault = roleChangeFault({ actorRole, targetRole: member.role, nextRole: role, ownerCount })
    if (fault) throw new DomainError(fault.code, fault.message)
    const change: NewChange = {
      entity: { kind: 'member', id: userId, name: member.name },
      action: 'member.role_changed',
      fields: [{ field: 'role', before: member.role, after: role }],
      version: null,
    }
    const after = { ...member, role }
    if (dryRun) return { member: after, sessionVersion: null, change: changeRow(ctx, change) }
    await saveRole(tx, ctx.teamId, userId, role)
    const sessionVersion = await endSessions(ctx, tx, userId)
    return { member: after, sessionVersion, change: await recordChange(ctx, tx, change) }
  })
  if (changed.change && !dryRun) announce(ctx, changed.change)
  return changed
}
