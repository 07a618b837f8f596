import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { notFound } from '../shared/errors.ts'
import { isUuid } from '../shared/ids.ts'
import { guarded } from '../shared/transaction.ts'
import type { EndpointWithSecrets } from './fields.ts'
import { findEndpoint } from './repo.ts'

/** One endpoint with the masks of its keys. Throws `forbidden`, `not_found`. */
export async function getEndpoint(ctx: Context, id: string): Promise<EndpointWithSecrets> {
  authorize(ctx, 'endpoint:read')
  const endpoint = isUuid(id) ? await guarded(() => findEndpoint(ctx.teamId, id, ctx.clock.now())) : null
  if (!endpoint) throw notFound('Endpoint')
  return endpoint
}
