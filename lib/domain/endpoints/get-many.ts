import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { guarded } from '../shared/transaction.ts'
import type { EndpointWithSecrets } from './fields.ts'
import { findEndpoints } from './repo-many.ts'

/** Whole endpoints in the order of the ids; an id that the team does not have is left out. Throws `forbidden`. */
export async function getEndpoints(
  ctx: Context,
  ids: readonly string[],
): Promise<readonly EndpointWithSecrets[]> {
  authorize(ctx, 'endpoint:read')
  const found = await guarded(() => findEndpoints(ctx.teamId, ids, ctx.clock.now()))
  const byId = new Map(found.map((endpoint) => [endpoint.id, endpoint]))
  return ids.flatMap((id) => byId.get(id.toLowerCase()) ?? [])
}
