import { authorize } from '../authz/authorize.ts'
import { getEndpoint } from '../endpoints/get.ts'
import type { EndpointRef } from '../endpoints/ref.ts'
import type { Context } from '../shared/context.ts'
import { DomainError, notFound } from '../shared/errors.ts'
import { isUuid, uuidv7 } from '../shared/ids.ts'
import { guarded } from '../shared/transaction.ts'
import type { Delivery } from './delivery.ts'
import { findMessagesByNumber, findReplayable, insertManual, type ManualDelivery } from './repo-manual.ts'
import { wakeDeliveries } from './wake.ts'

export interface ReplayDelivery {
  readonly deliveryId: string
  /** the endpoint's UUID: only a delivery of this one is found */
  readonly endpointId?: string | undefined
}

/**
 * Sends the message of a delivery again, once: a new delivery to the same endpoint. When it arrives, what the schedule
 * had still planned for that message and endpoint is cancelled. Answers the new one as it was made.
 * Throws `forbidden`, `not_found`, `wrong_state` (the endpoint is paused or deleted, the message stored no more).
 */
export async function replayDelivery(ctx: Context, input: ReplayDelivery): Promise<Delivery> {
  authorize(ctx, 'delivery:replay')
  const { deliveryId, endpointId = null } = input
  if (!isUuid(deliveryId)) throw notFound('Delivery')
  const found = await guarded(() => findReplayable(ctx.teamId, deliveryId, endpointId))
  if (!found) throw notFound('Delivery')
  if (found.active === null) throw new DomainError('wrong_state', 'The endpoint was deleted.')
  if (!found.active) throw paused()
  if (!found.isStored) throw new DomainError('wrong_state', 'The message is not stored any more.')
  const row = manual(ctx, found.endpointId, { id: found.messageId, eventType: found.eventType })
  await guarded(() => insertManual([row]))
  wakeDeliveries()
  return justMade(row)
}

export interface ReplayMessages {
  readonly endpoint: EndpointRef
  /** whole numbers of messages, as the dialect's wire shows them */
  readonly numbers: readonly number[]
}

/**
 * Sends messages that went to an endpoint before to it again, all of them or none; answers the new deliveries' ids.
 * Throws `forbidden`, `not_found` (the endpoint, or one of the messages), `wrong_state` (the endpoint is paused).
 */
export async function replayMessages(ctx: Context, input: ReplayMessages): Promise<readonly string[]> {
  authorize(ctx, 'delivery:replay')
  const endpoint = await getEndpoint(ctx, input.endpoint)
  const numbers = [...new Set(input.numbers)]
  if (numbers.some((number) => !Number.isSafeInteger(number))) throw notFound('Event')
  const found = await guarded(() =>
    findMessagesByNumber({ teamId: ctx.teamId, endpointId: endpoint.id }, numbers),
  )
  const byNumber = new Map(found.map((message) => [message.number, message]))
  const rows = numbers.map((number) => {
    const message = byNumber.get(number)
    if (!message) throw notFound('Event')
    return manual(ctx, endpoint.id, message)
  })
  if (!endpoint.active) throw paused()
  if (rows.length > 0) await guarded(() => insertManual(rows))
  wakeDeliveries()
  return rows.map(({ id }) => id)
}

const paused = () => new DomainError('wrong_state', 'The endpoint is paused. Resume it first.')

function justMade({ teamId: _, ...row }: ManualDelivery): Delivery {
  return {
    ...row,
    state: 'pending',
    attempts: 0,
    manual: true,
    lastCode: null,
    lastError: null,
    lastAttemptAt: null,
    lastDurationMs: null,
    finishedAt: null,
  }
}

function manual(
  ctx: Context,
  endpointId: string,
  { id, eventType }: { readonly id: string; readonly eventType: string },
): ManualDelivery {
  const now = ctx.clock.now()
  return {
    id: uuidv7(now.getTime()),
    teamId: ctx.teamId,
    endpointId,
    messageId: id,
    eventType,
    nextAttemptAt: now,
    createdAt: now,
  }
}
