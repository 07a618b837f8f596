import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { isStorable } from '../shared/storable.ts'
import { guarded } from '../shared/transaction.ts'
import type { Delivery } from './delivery.ts'
import { countDeliveries, type DeliveryFilter, findDeliveries } from './repo-read.ts'

export interface ListDeliveries {
  /** the endpoint's UUID */
  readonly endpointId: string
  readonly filter: DeliveryFilter
  readonly offset: number
  readonly limit: number
}

export interface DeliveryList {
  readonly items: readonly Delivery[]
  /** how many fit the filter, on all pages */
  readonly total: number
}

/**
 * Deliveries of an endpoint, unfinished and finished, newest first. An endpoint of another team has none.
 * Throws `forbidden`, `unavailable`.
 */
export async function listDeliveries(ctx: Context, query: ListDeliveries): Promise<DeliveryList> {
  authorize(ctx, 'delivery:read')
  const { endpointId, filter, offset, limit } = query
  if (filter.eventType !== undefined && !isStorable(filter.eventType)) return { items: [], total: 0 }
  const scope = { teamId: ctx.teamId, endpointId }
  const [items, total] = await guarded(() =>
    Promise.all([findDeliveries(scope, filter, { offset, limit }), countDeliveries(scope, filter)]),
  )
  return { items, total }
}
