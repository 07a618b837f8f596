import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { notFound } from '../shared/errors.ts'
import { isUuid } from '../shared/ids.ts'
import { guarded } from '../shared/transaction.ts'
import { type DeliveryRow, deliveryRow } from './browse-deliveries.ts'
import type { HeaderMap } from './delivery.ts'
import { type BrowsedDelivery, browseRows } from './repo-browse.ts'
import {
  type AttemptRow,
  findAttempt,
  findAttemptSummaries,
  findMessageFacts,
  findWholeAttempts,
} from './repo-inspect.ts'

/** Of an attempt, what its place on the timeline says; JSON-safe. */
export interface AttemptSummary {
  readonly id: string
  /** 1 for the first of its delivery */
  readonly attempt: number
  readonly succeeded: boolean
  /** null when no answer came */
  readonly responseCode: number | null
  /** as `timeout`; null for an answer */
  readonly errorCode: string | null
  readonly errorMessage: string | null
  readonly durationMs: number
  readonly sentAt: string
}

/** One attempt whole: what was sent, credentials in headers masked, and what came back. */
export interface AttemptView extends AttemptSummary {
  readonly requestUrl: string
  readonly requestHeaders: HeaderMap
  readonly requestBody: string
  readonly responseHeaders: HeaderMap | null
  readonly responseBody: string | null
}

/** A delivery as its drawer shows it. */
export interface DeliveryInspection {
  readonly delivery: DeliveryRow
  /** null when the message is stored no more */
  readonly message: {
    /** the publisher's own id */
    readonly externalId: string | null
    readonly occurredAt: string
    /** JSON; only before the first attempt, which has it in what was sent */
    readonly payload: string | null
  } | null
  /** in the order in which they were made */
  readonly attempts: readonly AttemptSummary[]
  /** the last of them, whole */
  readonly last: AttemptView | null
}

/** More than any schedule has. */
const MOST_ATTEMPTS = 100

/** One delivery of the team, with its attempts. Throws `forbidden`, `not_found`, `unavailable`. */
export async function inspectDelivery(ctx: Context, id: string): Promise<DeliveryInspection> {
  authorize(ctx, 'delivery:read')
  if (!isUuid(id)) throw notFound('Delivery')
  const { teamId } = ctx
  const [delivery, attempts] = await guarded(() =>
    Promise.all([findBrowsed(teamId, id), findAttemptSummaries(teamId, id, MOST_ATTEMPTS)]),
  )
  if (!delivery) throw notFound('Delivery')
  const newest = attempts.at(-1)
  const [message, last] = await guarded(() =>
    Promise.all([
      findMessageFacts(teamId, delivery.messageId),
      newest ? findAttempt(teamId, id, newest.id) : null,
    ]),
  )
  return {
    delivery: deliveryRow(delivery),
    message: message && {
      externalId: message.externalId,
      occurredAt: message.occurredAt.toISOString(),
      payload: newest ? null : message.payload,
    },
    attempts: attempts.map((row) => ({ ...row, sentAt: row.sentAt.toISOString() })),
    last: last && attemptView(last),
  }
}

export interface DeliveryWithAttempts {
  readonly delivery: DeliveryRow
  /** whole, in the order in which they were made */
  readonly attempts: readonly AttemptView[]
}

/** One delivery of the team, with all that was sent and came back. Throws `forbidden`, `not_found`, `unavailable`. */
export async function getDeliveryWithAttempts(ctx: Context, id: string): Promise<DeliveryWithAttempts> {
  authorize(ctx, 'delivery:read')
  if (!isUuid(id)) throw notFound('Delivery')
  const [delivery, attempts] = await guarded(() =>
    Promise.all([findBrowsed(ctx.teamId, id), findWholeAttempts(ctx.teamId, id, MOST_ATTEMPTS)]),
  )
  if (!delivery) throw notFound('Delivery')
  return { delivery: deliveryRow(delivery), attempts: attempts.map(attemptView) }
}

async function findBrowsed(teamId: string, id: string): Promise<BrowsedDelivery | undefined> {
  // its id may be a message's as well, so that others come along
  const found = await browseRows({ teamId, ids: [id] }, {}, null, 100)
  return found.find((row) => row.id === id.toLowerCase())
}

export interface InspectAttempt {
  readonly deliveryId: string
  readonly attemptId: string
}

/** One attempt of a delivery, whole. Throws `forbidden`, `not_found`, `unavailable`. */
export async function inspectAttempt(ctx: Context, query: InspectAttempt): Promise<AttemptView> {
  authorize(ctx, 'delivery:read')
  const { deliveryId, attemptId } = query
  if (!isUuid(deliveryId) || !isUuid(attemptId)) throw notFound('Attempt')
  const row = await guarded(() => findAttempt(ctx.teamId, deliveryId, attemptId))
  if (!row) throw notFound('Attempt')
  return attemptView(row)
}

function attemptView(row: AttemptRow): AttemptView {
  return { ...row, sentAt: row.sentAt.toISOString() }
}
