import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { notFound } from '../shared/errors.ts'
import { guarded } from '../shared/transaction.ts'
import type { EndpointWithSecrets } from './fields.ts'
import type { EndpointRef } from './ref.ts'
import { findEndpointWithKey } from './repo.ts'
import { openSecretDangerously, type PlainSecret } from './secrets.ts'

/**
 * DANGEROUS: one endpoint with the characters of its current key; for contracts that return them on reads. An endpoint
 * that does not sign has none. Throws `not_found`, and `forbidden` without `secret:reveal`: such a caller gets the mask.
 */
export async function getEndpointWithSecret(
  ctx: Context,
  ref: EndpointRef,
): Promise<{ readonly endpoint: EndpointWithSecrets; readonly secret: PlainSecret | null }> {
  authorize(ctx, 'endpoint:read')
  authorize(ctx, 'secret:reveal')
  const found = await guarded(() => findEndpointWithKey(ctx.teamId, ref, ctx.clock.now()))
  if (!found) throw notFound('Endpoint')
  return { endpoint: found.endpoint, secret: found.key && openSecretDangerously(found.key) }
}
