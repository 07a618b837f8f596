import { authorize } from '../authz/authorize.ts'
import { can } from '../authz/permissions.ts'
import type { Context } from '../shared/context.ts'
import { guarded } from '../shared/transaction.ts'
import type { ApiKeyView } from './fields.ts'
import { findApiKeys } from './repo.ts'
import { apiKeyView } from './view.ts'

/**
 * Keys and tokens, newest first, ended ones among them: all of the team for who manages keys, their own for everybody
 * else. Throws `forbidden`.
 */
export async function listApiKeys(ctx: Context): Promise<ApiKeyView[]> {
  authorize(ctx, 'api-key:own')
  const { actor } = ctx
  const isManager = can(actor, 'api-key:manage')
  if (!isManager && (actor.kind !== 'user' || actor.id === null)) return []
  const rows = await guarded(() => findApiKeys(ctx.teamId, isManager ? null : actor.id))
  return rows.map(apiKeyView)
}
