import { authorize } from '../authz/authorize.ts'
import { profileFor } from '../endpoints/edit.ts'
import { getEndpoint } from '../endpoints/get.ts'
import type { EndpointRef } from '../endpoints/ref.ts'
import type { Context } from '../shared/context.ts'
import { DomainError } from '../shared/errors.ts'
import { guarded } from '../shared/transaction.ts'
import { dropHeldBatch, SETTLE_BATCH } from './repo-settle.ts'
import { settleDeliveries } from './settle.ts'

/**
 * What becomes of deliveries that waited for a paused endpoint. `drop` cancels those that are held at this moment, also
 * before the endpoint is resumed. `send` is for an active endpoint, and is what resuming does by
 * itself: so to resume without them, drop first. Throws `forbidden`, `not_found`, `wrong_state`, `unavailable`.
 */
export async function releaseHeld(ctx: Context, ref: EndpointRef, what: 'send' | 'drop'): Promise<void> {
  authorize(ctx, 'endpoint:update')
  const endpoint = await getEndpoint(ctx, ref)
  if (what === 'send') {
    if (!endpoint.active) throw new DomainError('wrong_state', 'Resume the endpoint, then they go out.')
    await settleDeliveries(ctx, endpoint.id, profileFor(ctx, endpoint.dialect))
    return
  }
  const of = { teamId: ctx.teamId, endpointId: endpoint.id }
  const now = ctx.clock.now()
  for (;;) if ((await guarded(() => dropHeldBatch(of, now))) < SETTLE_BATCH) return
}
