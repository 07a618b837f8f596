import { db } from '#lib/db/client.ts'
import type { DeliveryState, HeaderMap } from '#lib/domain/deliveries/delivery.ts'
import { uuidv7 } from '#lib/domain/shared/ids.ts'

interface OfEndpoint {
  readonly id: string
  readonly teamId: string
}

export interface DeliveryFacts {
  readonly state?: DeliveryState
  readonly eventType?: string
  readonly attempts?: number
  readonly lastCode?: number | null
  readonly createdAt?: Date
  readonly lastAttemptAt?: Date | null
  readonly nextAttemptAt?: Date
  /** under way until then, so that no worker takes it */
  readonly leasedUntil?: Date
}

/** A delivery's row, in the table that its state belongs to. */
export async function insertDelivery(endpoint: OfEndpoint, facts: DeliveryFacts = {}): Promise<string> {
  const { state = 'succeeded', createdAt = new Date(), nextAttemptAt = createdAt } = facts
  const row = {
    id: uuidv7(createdAt.getTime()),
    teamId: endpoint.teamId,
    endpointId: endpoint.id,
    messageId: uuidv7(createdAt.getTime()),
    eventType: facts.eventType ?? 'invoice.created',
    state,
    attempts: facts.attempts ?? 0,
    lastCode: facts.lastCode ?? null,
    lastAttemptAt: facts.lastAttemptAt ?? null,
    createdAt,
  }
  if (state === 'pending' || state === 'held')
    await db().delivery.create({ data: { ...row, nextAttemptAt, leasedUntil: facts.leasedUntil ?? null } })
  else await db().deliveryHistory.create({ data: { ...row, finishedAt: createdAt } })
  return row.id
}

export interface AttemptFacts {
  readonly deliveryId: string
  readonly attempt?: number
  readonly eventType?: string
  readonly sentAt?: Date
  readonly nextAttemptAt?: Date | null
  readonly requestUrl?: string
  readonly requestHeaders?: HeaderMap
  readonly requestBody?: string
  readonly responseCode?: number | null
  readonly responseHeaders?: HeaderMap | null
  readonly responseBody?: string | null
  readonly errorCode?: string | null
  readonly errorMessage?: string | null
  readonly durationMs?: number
}

/** An attempt's row; answered with 200 unless said otherwise. */
export async function insertAttempt(
  endpoint: OfEndpoint,
  { deliveryId, ...facts }: AttemptFacts,
): Promise<string> {
  const sentAt = facts.sentAt ?? new Date()
  const { requestHeaders = {}, responseHeaders = {}, responseCode = 200 } = facts
  const id = uuidv7(sentAt.getTime())
  await db().attempt.create({
    data: {
      id,
      teamId: endpoint.teamId,
      endpointId: endpoint.id,
      deliveryId,
      messageId: uuidv7(sentAt.getTime()),
      eventType: facts.eventType ?? 'invoice.created',
      attempt: facts.attempt ?? 1,
      succeeded: responseCode === 200,
      requestUrl: facts.requestUrl ?? 'https://receiver.example/hooks',
      requestHeaders: { ...requestHeaders },
      requestBody: facts.requestBody ?? '{}',
      responseCode,
      ...(responseHeaders === null ? {} : { responseHeaders: { ...responseHeaders } }),
      responseBody: facts.responseBody === undefined ? 'ok' : facts.responseBody,
      errorCode: facts.errorCode ?? null,
      errorMessage: facts.errorMessage ?? null,
      durationMs: facts.durationMs ?? 12,
      sentAt,
      nextAttemptAt: facts.nextAttemptAt ?? null,
    },
  })
  return id
}

/** What stands of an endpoint's deliveries, unfinished ones and then finished ones, oldest first. */
export async function deliveriesOf({ id, teamId }: OfEndpoint) {
  const where = { where: { teamId, endpointId: id }, orderBy: { id: 'asc' as const } }
  return [...(await db().delivery.findMany(where)), ...(await db().deliveryHistory.findMany(where))]
}
