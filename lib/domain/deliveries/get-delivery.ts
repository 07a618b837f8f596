import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { notFound } from '../shared/errors.ts'
import { isUuid } from '../shared/ids.ts'
import { guarded } from '../shared/transaction.ts'
import type { Attempt, Delivery } from './delivery.ts'
import { findDelivery, findLastAttempt } from './repo-read.ts'

export interface GetDelivery {
  /** the endpoint's UUID */
  readonly endpointId: string
  readonly deliveryId: string
}

export interface DeliveryDetail {
  readonly delivery: Delivery
  /** null before the first */
  readonly lastAttempt: Attempt | null
}

/** One delivery of an endpoint with its last attempt. Throws `forbidden`, `not_found`, `unavailable`. */
export async function getDelivery(ctx: Context, query: GetDelivery): Promise<DeliveryDetail> {
  authorize(ctx, 'delivery:read')
  const { endpointId, deliveryId } = query
  if (!isUuid(deliveryId)) throw notFound('Delivery')
  const [delivery, lastAttempt] = await guarded(() =>
    Promise.all([
      findDelivery({ teamId: ctx.teamId, endpointId }, deliveryId),
      findLastAttempt(ctx.teamId, deliveryId),
    ]),
  )
  if (!delivery) throw notFound('Delivery')
  return { delivery, lastAttempt }
}
