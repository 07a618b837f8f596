import { type AttemptServices, attemptDelivery } from '#lib/delivery/attempt.ts'
import { adapterOf } from '#lib/dialects/registry.ts'
import type { Role } from '#lib/domain/authz/permissions.ts'
import type { FinishedDelivery } from '#lib/domain/deliveries/claim.ts'
import { claimDue, finishDeliveries, queueStart } from '#lib/domain/deliveries/queue.ts'
import { listEndpoints } from '#lib/domain/endpoints/list.ts'
import { updateEndpoint } from '#lib/domain/endpoints/update.ts'
import { sampleOfType } from '#lib/domain/event-types/sample-of-type.ts'
import { publishMessage } from '#lib/domain/messages/publish.ts'
import type { Context } from '#lib/domain/shared/context.ts'
import { answerOf } from './receivers.ts'
import { demoMessages, MINUTE_MS, PAUSED_AT_MS } from './traffic.ts'

/** Nobody else is at work on a database that is being made. */
const LEASE_MS = 60_000
const MOST_AT_ONCE = 100

/**
 * A day of deliveries of the demo team, up to `presentMs`: published, signed, retried and written down as any others, to
 * receivers that exist in this process alone. Nothing is left that would go out: what is not finished waits for endpoints
 * that are paused.
 */
export async function makeDemoDeliveries(as: (role: Role) => Context, presentMs: number): Promise<void> {
  let nowMs = presentMs
  const clock = { now: () => new Date(nowMs) }
  const at = (role: Role): Context => ({ ...as(role), clock })
  const retries: number[] = []
  const services: AttemptServices = {
    clock,
    random: () => 0.5,
    sender: { send: (request) => answerOf(request, presentMs - nowMs) },
    onError: (error) => {
      throw error
    },
  }

  async function sendDue(): Promise<void> {
    const { deliveries } = await claimDue({
      now: clock.now(),
      leaseMs: LEASE_MS,
      limit: MOST_AT_ONCE,
      perEndpoint: MOST_AT_ONCE,
      rooms: new Map(),
      teams: new Map(),
      after: queueStart,
    })
    const finished: FinishedDelivery[] = []
    for (const claim of deliveries) {
      const attempted = await attemptDelivery(services, claim)
      if (!attempted) continue
      finished.push(attempted)
      if (attempted.outcome.state === 'retry') retries.push(attempted.outcome.nextAttemptAt.getTime())
    }
    await finishDeliveries(finished, clock.now())
  }

  /** Lets time pass, and sends again what falls due meanwhile. */
  async function goOnTo(momentMs: number): Promise<void> {
    for (;;) {
      const next = Math.min(...retries)
      if (next > momentMs) break
      retries.splice(retries.indexOf(next), 1)
      nowMs = next
      await sendDue()
    }
    nowMs = momentMs
  }

  let isPaused = false
  for (const { beforeMs, dialect, eventType } of demoMessages()) {
    if (!isPaused && beforeMs < PAUSED_AT_MS) {
      await goOnTo(presentMs - PAUSED_AT_MS)
      await pause(at('admin'), 'Old importer')
      isPaused = true
    }
    await goOnTo(presentMs - beforeMs)
    const adapter = adapterOf(dialect)
    const sample = adapter?.sampleMessage(eventType)
    const own = adapter ? await sampleOfType(at('developer'), adapter.profile, eventType) : null
    await publishMessage(at('developer'), {
      dialect,
      eventType,
      payload: own ?? sample?.data ?? {},
      ...(sample ? { metadata: sample.metadata } : {}),
    })
    await sendDue()
  }
  await goOnTo(presentMs - MINUTE_MS)
}

async function pause(ctx: Context, name: string): Promise<void> {
  const { items } = await listEndpoints(ctx, { search: name })
  if (items[0]) await updateEndpoint(ctx, { id: items[0].id, patch: { active: false } })
}
