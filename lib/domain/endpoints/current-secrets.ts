import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { guarded } from '../shared/transaction.ts'
import { findCurrentSecrets } from './repo-secrets.ts'
import { openSecretDangerously, type PlainSecret } from './secrets.ts'

/**
 * DANGEROUS: the current keys' characters, by endpoint id; for contracts that return them on reads. An endpoint that does
 * not sign has none. Throws `forbidden` without `secret:reveal`: such a caller gets the mask.
 */
export async function currentSecrets(
  ctx: Context,
  endpointIds: readonly string[],
): Promise<ReadonlyMap<string, PlainSecret>> {
  authorize(ctx, 'secret:reveal')
  if (endpointIds.length === 0) return new Map()
  const rows = await guarded(() => findCurrentSecrets(ctx.teamId, endpointIds))
  return new Map(rows.map((row) => [row.endpointId, openSecretDangerously(row)]))
}
