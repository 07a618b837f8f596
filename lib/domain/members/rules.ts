import { atLeast, type Role, roles } from '../authz/permissions.ts'

/** Who manages, whom, and how many owners there are: all that the rules of roles look at. */
export interface RoleChange {
  readonly actorRole: Role
  readonly targetRole: Role
  /** null: leaves the team */
  readonly nextRole: Role | null
  readonly ownerCount: number
}

export interface RoleFault {
  readonly code: 'forbidden' | 'wrong_state'
  readonly message: string
}

/**
 * Why a change of roles is refused, or null. Asked by the verbs under the team's lock, and by the screens, so that a
 * control that would be refused says why.
 */
export function roleChangeFault({
  actorRole,
  targetRole,
  nextRole,
  ownerCount,
}: RoleChange): RoleFault | null {
  if (nextRole === targetRole) return null
  if (actorRole !== 'owner' && (targetRole === 'owner' || nextRole === 'owner'))
    return { code: 'forbidden', message: 'Only an owner can make or unmake an owner.' }
  if (!atLeast(actorRole, targetRole) || (nextRole !== null && !atLeast(actorRole, nextRole)))
    return { code: 'forbidden', message: 'Nobody gives or takes a role above their own.' }
  return lastOwnerFault({ targetRole, nextRole, ownerCount })
}

/** A team keeps at least one owner, whoever asks. */
export function lastOwnerFault({
  targetRole,
  nextRole,
  ownerCount,
}: Omit<RoleChange, 'actorRole'>): RoleFault | null {
  if (targetRole !== 'owner' || nextRole === 'owner' || ownerCount > 1) return null
  return { code: 'wrong_state', message: 'A team needs an owner. Make somebody else an owner first.' }
}

/** The roles that somebody may give, highest first. */
export function grantableRoles(actorRole: Role): readonly Role[] {
  return roles.filter((role) => atLeast(actorRole, role))
}
