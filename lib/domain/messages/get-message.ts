import { authorize } from '../authz/authorize.ts'
import { browseDeliveries, type DeliveryRow } from '../deliveries/browse-deliveries.ts'
import type { Context } from '../shared/context.ts'
import { notFound } from '../shared/errors.ts'
import { isUuid } from '../shared/ids.ts'
import { guarded } from '../shared/transaction.ts'
import { findMessage, type StoredMessage } from './repo.ts'

export interface MessageWithDeliveries {
  readonly message: StoredMessage
  /** the newest hundred of them */
  readonly deliveries: readonly DeliveryRow[]
}

const DELIVERIES_SHOWN = 100

/**
 * A message of the team, and what became of it at each endpoint, newest first. Throws `forbidden`, `not_found` (also for
 * one that is stored no more), `unavailable`.
 */
export async function getMessage(ctx: Context, id: string): Promise<MessageWithDeliveries> {
  authorize(ctx, 'delivery:read')
  if (!isUuid(id)) throw notFound('Message')
  const [message, { items }] = await Promise.all([
    guarded(() => findMessage(ctx.teamId, id)),
    browseDeliveries(ctx, { messageId: id, limit: DELIVERIES_SHOWN }),
  ])
  if (!message) throw notFound('Message')
  return { message, deliveries: items }
}
