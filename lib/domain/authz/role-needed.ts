import { leastRole, type Permission } from './permissions.ts'

/** Why a control cannot be used: "Rotating needs the role developer or above." */
export function roleNeeded(doing: string, permission: Permission): string {
  const role = leastRole(permission)
  return `${doing} needs the role ${role}${role === 'owner' ? '' : ' or above'}.`
}
