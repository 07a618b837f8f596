import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { notFound } from '../shared/errors.ts'
import { guarded } from '../shared/transaction.ts'
import type { EndpointWithSecrets } from './fields.ts'
import type { EndpointRef } from './ref.ts'
import { findEndpoint } from './repo.ts'

/** One endpoint with the masks of its keys. Throws `forbidden`, `not_found`. */
export async function getEndpoint(ctx: Context, ref: EndpointRef): Promise<EndpointWithSecrets> {
  authorize(ctx, 'endpoint:read')
  const endpoint = await guarded(() => findEndpoint(ctx.teamId, ref, ctx.clock.now()))
  if (!endpoint) throw notFound('Endpoint')
  return endpoint
}
