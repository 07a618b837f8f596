import { limitRole, permissionsOfScopes } from '../api-keys/scopes.ts'
import { type Permission, permissions, type Role } from '../authz/permissions.ts'
import type { Actor } from '../shared/context.ts'
import { guarded } from '../shared/transaction.ts'
import { findAppScopes, findGoodKey, findRole, type JobRow } from './repo.ts'

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
      return actorId === null ? null : ofUser(teamId, actorId, null)
    case 'api_key': {
      const key = actorId === null ? null : await findGoodKey(teamId, actorId, now)
      if (!key) return null
      if (key.userId === null) return ofScopes(key.scopes)
      return ofUser(teamId, key.userId, key.scopes.length === 0 ? null : key.scopes)
    }
    case 'oauth_app': {
      const scopes = actorId === null ? null : await findAppScopes(teamId, actorId)
      if (!scopes) return null
      return input.userId === null ? ofScopes(scopes) : ofUser(teamId, input.userId, scopes)
    }
  }
}

function ofScopes(scopes: readonly string[]): Now {
  return { role: null, permissions: new Set(permissionsOfScopes(scopes)) }
}

/** What the user's role gives, and of that only what the scopes name; null for one who has left the team. */
async function ofUser(teamId: string, userId: string, scopes: readonly string[] | null): Promise<Now | null> {
  const role = await findRole(teamId, userId)
  return role && { role, permissions: limitRole(role, scopes) }
}
