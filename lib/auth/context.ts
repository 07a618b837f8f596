import { ROLE_PERMISSIONS, type Role } from '#lib/domain/authz/permissions.ts'
import type { Actor, Context } from '#lib/domain/shared/context.ts'
import type { AccountContext } from '#lib/domain/users/account-context.ts'
import type { SessionUser } from '#lib/domain/users/load-session.ts'

/** What a door adds to who is asking. */
export type Surroundings = Pick<Context, 'requestId' | 'clock' | 'profile' | 'notify'>

/** A signed-in user outside any team: for the account itself, and for founding or joining a team. */
export function accountContextFor(user: SessionUser, around: Surroundings): AccountContext {
  return { ...around, actor: actorOf(user, null) }
}

/** A signed-in member in one team. */
export function contextFor(
  user: SessionUser,
  membership: { readonly teamId: string; readonly role: Role },
  around: Surroundings,
): Context {
  return { ...around, teamId: membership.teamId, actor: actorOf(user, membership.role) }
}

function actorOf(user: SessionUser, role: Role | null): Actor {
  return {
    kind: 'user',
    id: user.id,
    label: user.name,
    role,
    permissions: role ? ROLE_PERMISSIONS[role] : new Set(),
  }
}
