import { hashToken } from '#lib/crypto/token.ts'
import type { Role } from '../authz/permissions.ts'
import type { Context } from '../shared/context.ts'
import { guarded } from '../shared/transaction.ts'
import { hasAccount } from '../users/has-account.ts'
import { type InvitationState, invitationState } from './invitation.ts'
import { findInvitationByHash } from './repo.ts'

/** What the bearer of a link may see. */
export interface FoundInvitation {
  readonly state: InvitationState
  readonly teamName: string
  readonly teamSlug: string
  readonly email: string
  readonly role: Role
  readonly invitedBy: string | null
  /** the address has an account, so its owner signs in instead of making one */
  readonly hasAccount: boolean
}

/** Looks up a link's invitation; null for a token that never was one. The token is the right to see it. */
export async function findInvitation(
  ctx: Pick<Context, 'clock'>,
  { token }: { readonly token: string },
): Promise<FoundInvitation | null> {
  const row = await guarded(() => findInvitationByHash(hashToken(token)))
  if (!row) return null
  return {
    state: invitationState(row, ctx.clock.now()),
    teamName: row.team.name,
    teamSlug: row.team.slug,
    email: row.email,
    role: row.role,
    invitedBy: row.invitedBy,
    hasAccount: await hasAccount(row.email),
  }
}
