import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { guarded } from '../shared/transaction.ts'
import type { Delivery } from './delivery.ts'
import { findSummary } from './repo-read.ts'

export interface DeliverySummary {
  /** unfinished and finished */
  readonly count: number
  /** the newest; null where there is none */
  readonly last: Delivery | null
}

/** What an endpoint's deliveries come to. Throws `forbidden`, `unavailable`. */
export async function summarizeDeliveries(ctx: Context, endpointId: string): Promise<DeliverySummary> {
  authorize(ctx, 'delivery:read')
  return guarded(() => findSummary({ teamId: ctx.teamId, endpointId }))
}
