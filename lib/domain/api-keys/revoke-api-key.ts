import { announce, recordChange } from '../audit/record.ts'
import { authorize } from '../authz/authorize.ts'
import { can } from '../authz/permissions.ts'
import type { Context } from '../shared/context.ts'
import { notFound } from '../shared/errors.ts'
import { isUuid } from '../shared/ids.ts'
import { guarded, inTransaction } from '../shared/transaction.ts'
import type { ApiKeyView } from './fields.ts'
import { findApiKey, markKeyRevoked } from './repo.ts'
import { apiKeyView } from './view.ts'

/**
 * Ends a key at once, for good: any of the team for who manages keys, one's own for everybody else. Ending it again
 * changes nothing. Throws `forbidden`, `not_found`.
 */
export async function revokeApiKey(ctx: Context, { id }: { readonly id: string }): Promise<ApiKeyView> {
  authorize(ctx, 'api-key:own')
  const row = isUuid(id) ? await guarded(() => findApiKey(ctx.teamId, id)) : null
  const isOwn = row !== null && ctx.actor.kind === 'user' && row.userId === ctx.actor.id
  if (!row || !(isOwn || can(ctx.actor, 'api-key:manage'))) throw notFound('Key')
  const now = ctx.clock.now()
  const change = await inTransaction(async (tx) => {
    if (!(await markKeyRevoked(tx, ctx.teamId, id, now))) return null
    return recordChange(ctx, tx, {
      entity: { kind: 'api_key', id, name: row.name },
      action: 'api_key.revoked',
      fields: [{ field: 'kind', before: row.kind, after: null }],
      version: null,
    })
  })
  if (change) announce(ctx, change)
  return apiKeyView({ ...row, revokedAt: row.revokedAt ?? now })
}
