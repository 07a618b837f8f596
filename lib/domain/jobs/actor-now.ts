import { limitRole, permissionsOfScopes } from '../api-keys/scopes.ts'
import { type Permission, permissions, ROLE_PERMISSIONS, type Role } from '../authz/permissions.ts'
import type { Actor } from '../shared/context.ts'
import { guarded } from '../shared/transaction.ts'
import { findGoodKey, findRole, isAppInUse, type JobRow } from './repo.ts'

/**
 * Who started a job, with what they may do at this moment and might when they started it. Null for somebody who has
 * left the team, and for a credential that is not good any more.
 */
export async function actorNow(job: JobRow, now: Date): Promise<Actor | null> {
  const { actorKind: kind, actorId: id, actorLabel: label } = job
  const current = await guarded(() => permissionsNow(job, now))
  if (!current) return null
  const atStart = new Set(job.permissions)
  const both = [...current.permissions].filter((permission) => atStart.has(permission))
  return { kind, id, label, role: current.role, permissions: new Set(both) }
}

interface Now {
  readonly role: Role | null
  readonly permissions: ReadonlySet<Permission>
}

async function permissionsNow(job: JobRow, now: Date): Promise<Now | null> {
  const { teamId, actorId, input } = job
  switch (job.actorKind) {
    case 'system':
      return { role: null, permissions: new Set(permissions) }
    case 'user':
      return actorId === null ? null : ofUser(await findRole(teamId, actorId))
    case 'api_key': {
      const key = actorId === null ? null : await findGoodKey(teamId, actorId, now)
      if (!key) return null
      if (key.userId === null) return { role: null, permissions: new Set(permissionsOfScopes(key.scopes)) }
      const role = await findRole(teamId, key.userId)
      return role && { role, permissions: limitRole(role, key.scopes.length === 0 ? null : key.scopes) }
    }
    case 'oauth_app': {
      if (actorId === null || !(await isAppInUse(teamId, actorId))) return null
      if (input.userId === null) return { role: null, permissions: new Set(permissions) }
      return ofUser(await findRole(teamId, input.userId))
    }
  }
}

function ofUser(role: Role | null): Now | null {
  return role && { role, permissions: ROLE_PERMISSIONS[role] }
}
