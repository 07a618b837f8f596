import { authorize } from '../authz/authorize.ts'
import { profileFor } from '../endpoints/edit.ts'
import { type Endpoint, WILDCARD } from '../endpoints/fields.ts'
import { getEndpoint } from '../endpoints/get.ts'
import type { EndpointRef } from '../endpoints/ref.ts'
import { knownEventTypes } from '../event-types/catalogue.ts'
import { sampleBySchema } from '../event-types/sample-of-type.ts'
import { jsonText } from '../messages/json-text.ts'
import type { JsonObject } from '../messages/message.ts'
import type { Context } from '../shared/context.ts'
import { DomainError, invalid } from '../shared/errors.ts'
import { uuidv7 } from '../shared/ids.ts'
import { guarded, inTransaction } from '../shared/transaction.ts'
import type { ClaimedDelivery } from './claim.ts'
import { courier } from './courier.ts'
import type { Attempt, Delivery } from './delivery.ts'
import { finishDeliveries } from './queue.ts'
import { claimOne } from './repo-claim.ts'
import { insertManual, insertTestMessage } from './repo-manual.ts'
import { findDelivery, findLastAttempt } from './repo-read.ts'

/** What a test is called where nothing else is asked for, and the endpoint names no event. */
export const TEST_EVENT = 'webhook.test'

/** Longer than any request takes: should this process die, the worker sends the test after that. */
const LEASE_MS = 60_000

export interface SendTest {
  readonly endpoint: EndpointRef
  /** of the catalogue, or one of the endpoint's own, or `webhook.test`; the endpoint's first unless said otherwise */
  readonly eventType?: string | undefined
  /** unless said otherwise a sample of the event type, by its JSON Schema where it has one */
  readonly payload?: JsonObject | undefined
}

export interface SentTest {
  readonly delivery: Delivery
  readonly attempt: Attempt
}

/**
 * Sends a sample to an endpoint now and answers what came back; it is recorded as any delivery, and not tried again.
 * A paused endpoint can be tested before it is resumed, unless its dialect drops what comes meanwhile.
 * Throws `forbidden`, `not_found`, `invalid` (the event type, or the payload as for publishing), `wrong_state` (paused), `unavailable`.
 */
export async function sendTest(ctx: Context, input: SendTest): Promise<SentTest> {
  authorize(ctx, 'endpoint:test')
  const endpoint = await getEndpoint(ctx, input.endpoint)
  const profile = profileFor(ctx, endpoint.dialect)
  // Storno, contract §2: a test of an inactive webhook is refused
  if (!endpoint.active && profile.delivery.whilePaused === 'drop')
    throw new DomainError('wrong_state', 'The endpoint is paused. Resume it first.')
  const eventType = input.eventType ?? firstEvent(endpoint)
  const isOurs = eventType === TEST_EVENT || endpoint.events.some(({ type }) => type === eventType)
  if (!isOurs && !(await knownEventTypes(ctx, profile))(eventType))
    throw invalid([
      { path: ['eventType'], code: 'unknown_event', message: `${eventType} is not in the catalogue.` },
    ])
  if (input.payload) jsonText(input.payload, 'payload')
  const sending = courier()
  const sample = sending.sample(endpoint.dialect, eventType)
  const payload = input.payload ?? (await sampleBySchema(ctx.teamId, profile, eventType)) ?? sample.payload
  const claim = await enqueue(ctx, endpoint, eventType, { ...sample, payload })
  const finished = await sending.send(claim)
  if (!finished) throw new DomainError('unavailable', 'The server is stopping. Try again soon.')
  await finishDeliveries([finished], ctx.clock.now())
  sending.finished(finished)
  return guarded(() => readBack(claim))
}

function firstEvent({ events }: Endpoint): string {
  return events.find(({ type }) => type !== WILDCARD)?.type ?? TEST_EVENT
}

/** The message and its delivery, ours at once: its time is later than our lease, so that no worker comes between. */
async function enqueue(
  ctx: Context,
  { id: endpointId, dialect }: Endpoint,
  eventType: string,
  { payload, metadata }: { readonly payload: JsonObject; readonly metadata: JsonObject },
): Promise<ClaimedDelivery> {
  const now = ctx.clock.now()
  const { teamId } = ctx
  const messageId = uuidv7(now.getTime())
  const id = uuidv7(now.getTime())
  const nextAttemptAt = new Date(now.getTime() + LEASE_MS)
  await inTransaction(async (tx) => {
    const texts = { payload: JSON.stringify(payload), metadata: JSON.stringify(metadata) }
    await insertTestMessage(tx, { id: messageId, teamId, dialect, eventType, ...texts, now })
    await insertManual([{ id, teamId, endpointId, messageId, eventType, nextAttemptAt, createdAt: now }], tx)
  })
  const claim = await guarded(() => claimOne(teamId, id, { now, leaseMs: LEASE_MS }))
  if (!claim) throw new DomainError('unavailable', 'The test could not be sent. Try again.')
  return claim
}

async function readBack({ teamId, endpointId, id }: ClaimedDelivery): Promise<SentTest> {
  const [delivery, attempt] = await Promise.all([
    findDelivery({ teamId, endpointId }, id),
    findLastAttempt(teamId, id),
  ])
  if (!delivery || !attempt) throw new DomainError('not_found', 'The endpoint was deleted meanwhile.')
  return { delivery, attempt }
}
