import { announce, recordChange } from '../audit/record.ts'
import { authorize } from '../authz/authorize.ts'
import { profileFor } from '../endpoints/edit.ts'
import type { Endpoint } from '../endpoints/fields.ts'
import { getEndpoint } from '../endpoints/get.ts'
import type { EndpointRef } from '../endpoints/ref.ts'
import type { Context } from '../shared/context.ts'
import { DomainError } from '../shared/errors.ts'
import { inTransaction } from '../shared/transaction.ts'
import { dropHeldBatch, SETTLE_BATCH } from './repo-settle.ts'
import { settleDeliveries } from './settle.ts'

/** Batches of one transaction and of one row in the audit log: few rows for many deliveries, and no lock for long. */
const BATCHES = 10
export const DROPPED_AT_ONCE = BATCHES * SETTLE_BATCH

/**
 * What becomes of deliveries that waited for a paused endpoint. `drop` cancels those that are held at this moment, also
 * before the endpoint is resumed, and puts on record how many. `send` is for an active endpoint, and is what resuming does by
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
  while (await dropSome(ctx, endpoint));
}

/** What it drops is on record, also where the process dies before the next. False when none are left. */
async function dropSome(ctx: Context, endpoint: Endpoint): Promise<boolean> {
  const of = { teamId: ctx.teamId, endpointId: endpoint.id }
  const now = ctx.clock.now()
  const { dropped, change } = await inTransaction(async (tx) => {
    let dropped = 0
    for (let batch = 1; batch <= BATCHES && dropped === (batch - 1) * SETTLE_BATCH; batch++)
      dropped += await dropHeldBatch(tx, of, now)
    if (dropped === 0) return { dropped, change: null }
    const change = await recordChange(ctx, tx, {
      entity: { kind: 'endpoint', id: endpoint.id, name: endpoint.name },
      action: 'deliveries.dropped',
      fields: [{ field: 'dropped', before: null, after: dropped }],
      // the endpoint itself is as it was
      version: null,
    })
    return { dropped, change }
  })
  if (change) announce(ctx, change)
  return dropped === DROPPED_AT_ONCE
}
