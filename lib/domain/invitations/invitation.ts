import type { Role } from '../authz/permissions.ts'

/** Seven days. */
export const INVITATION_LIFETIME_MS = 7 * 24 * 60 * 60 * 1000

/** An offer to join a team, bound to one address. Its token is in the link alone, and stored nowhere. */
export interface Invitation {
  readonly id: string
  /** lower case */
  readonly email: string
  readonly role: Role
  /** null when that account is gone */
  readonly invitedBy: string | null
  readonly createdAt: Date
  readonly expiresAt: Date
}

export type InvitationState = 'open' | 'expired' | 'accepted' | 'revoked'

/** The state at a moment. */
export function invitationState(
  row: { readonly expiresAt: Date; readonly acceptedAt: Date | null; readonly revokedAt: Date | null },
  now: Date,
): InvitationState {
  if (row.acceptedAt) return 'accepted'
  if (row.revokedAt) return 'revoked'
  return row.expiresAt <= now ? 'expired' : 'open'
}
