import { hashToken, newToken } from '#lib/crypto/token.ts'
import { announce, recordChange } from '../audit/record.ts'
import { authorize } from '../authz/authorize.ts'
import { atLeast, type Role } from '../authz/permissions.ts'
import { requireCurrentRole } from '../members/current-role.ts'
import { isMember } from '../members/is-member.ts'
import type { Context } from '../shared/context.ts'
import { DomainError } from '../shared/errors.ts'
import { uuidv7 } from '../shared/ids.ts'
import { parse } from '../shared/parse.ts'
import { inTransaction } from '../shared/transaction.ts'
import { lockTeam } from '../teams/lock.ts'
import { INVITATION_LIFETIME_MS, type Invitation } from './invitation.ts'
import { insertInvitation, markReplaced } from './repo.ts'
import { inviteMemberSchema } from './schema.ts'

export interface InviteMember {
  readonly email: string
  readonly role: Role
}

export interface Invited {
  readonly invitation: Invitation
  /** for the link; answered here once and never again */
  readonly token: string
}

/**
 * Makes an invitation for seven days; an open one for the same address is replaced, its link ends.
 * Throws `forbidden`, `invalid`, or `already_exists` for a member.
 */
export async function inviteMember(ctx: Context, input: InviteMember): Promise<Invited> {
  authorize(ctx, 'member:manage')
  const { email, role } = parse(inviteMemberSchema, input)
  if (!ctx.actor.role || !atLeast(ctx.actor.role, role))
    throw new DomainError('forbidden', 'Nobody gives a role above their own.')
  const token = newToken()
  const { invitation, change } = await inTransaction(async (tx) => {
    await lockTeam(ctx, tx)
    await requireCurrentRole(ctx, tx)
    if (await isMember(ctx, tx, email))
      throw new DomainError('already_exists', `${email} is a member already.`, {
        issues: [{ path: ['email'], code: 'forbidden_combination', message: 'This is a member already.' }],
      })
    const now = ctx.clock.now()
    await markReplaced(tx, ctx.teamId, email, now)
    const expiresAt = new Date(now.getTime() + INVITATION_LIFETIME_MS)
    const row = { id: uuidv7(now.getTime()), email, role, createdAt: now, expiresAt }
    await insertInvitation(tx, {
      ...row,
      teamId: ctx.teamId,
      invitedById: ctx.actor.kind === 'user' ? ctx.actor.id : null,
      tokenHash: hashToken(token),
    })
    const recorded = await recordChange(ctx, tx, {
      entity: { kind: 'invitation', id: row.id, name: email },
      action: 'invitation.created',
      fields: [{ field: 'role', before: null, after: role }],
      version: null,
    })
    return { invitation: { ...row, invitedBy: ctx.actor.label }, change: recorded }
  })
  announce(ctx, change)
  return { invitation, token }
}
