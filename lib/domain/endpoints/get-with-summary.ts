import { authorize } from '../authz/authorize.ts'
import type { DeliveryState } from '../deliveries/delivery.ts'
import type { Context } from '../shared/context.ts'
import { notFound } from '../shared/errors.ts'
import { guarded } from '../shared/transaction.ts'
import type { EndpointWithSecrets } from './fields.ts'
import type { EndpointRef } from './ref.ts'
import { findEndpointWithSummary } from './repo-summary.ts'

/** What an endpoint's deliveries come to. */
export interface DeliverySummary {
  /** unfinished and finished */
  readonly count: number
  /** of the newest: its state, and when it was last tried, or made; null where there is none */
  readonly last: { readonly state: DeliveryState; readonly at: Date } | null
}

/** One endpoint, and what its deliveries come to. Throws `forbidden`, `not_found`, `unavailable`. */
export async function getEndpointWithSummary(
  ctx: Context,
  ref: EndpointRef,
): Promise<{ readonly endpoint: EndpointWithSecrets; readonly summary: DeliverySummary }> {
  authorize(ctx, 'endpoint:read')
  authorize(ctx, 'delivery:read')
  const found = await guarded(() => findEndpointWithSummary(ctx.teamId, ref, ctx.clock.now()))
  if (!found) throw notFound('Endpoint')
  return found
}
