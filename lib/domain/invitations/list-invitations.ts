import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { guarded } from '../shared/transaction.ts'
import { type Invitation, type InvitationState, invitationState } from './invitation.ts'
import { findUnanswered } from './repo.ts'

export interface ListedInvitation extends Invitation {
  readonly state: Extract<InvitationState, 'open' | 'expired'>
}

/** Invitations that nobody answered, newest first, expired ones among them. Throws `forbidden`. */
export async function listInvitations(ctx: Context): Promise<ListedInvitation[]> {
  authorize(ctx, 'member:manage')
  const rows = await guarded(() => findUnanswered(ctx.teamId))
  const now = ctx.clock.now()
  return rows.map(({ id, email, role, invitedBy, createdAt, expiresAt, ...row }) => {
    const state = invitationState({ ...row, expiresAt }, now) === 'expired' ? 'expired' : 'open'
    return { id, email, role, invitedBy, createdAt, expiresAt, state }
  })
}
