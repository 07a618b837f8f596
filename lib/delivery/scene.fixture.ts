import { afterAll, beforeAll, beforeEach } from 'vitest'
import { db } from '#lib/db/client.ts'
import type { ClaimedDelivery } from '#lib/domain/deliveries/claim.ts'
import {
  claimDue,
  finishDeliveries,
  pauseGoneEndpoint,
  type QueueServices,
  queueStart,
} from '#lib/domain/deliveries/queue.ts'
import type { EndpointWithSecrets } from '#lib/domain/endpoints/fields.ts'
import type { PlainSecret } from '#lib/domain/endpoints/secrets.ts'
import { type FakeClock, fakeClock } from '#lib/testing/clock.ts'
import { makeEndpoint, makeTeam, type TestContext, type TestTeam } from '#lib/testing/factories.ts'
import { type Receiver, startReceiver } from '#lib/testing/receiver.ts'
import { type Attempted, type AttemptServices, attemptDelivery } from './attempt.ts'

export const LEASE_MS = 60_000

/** One receiver for a file, and a queue that is empty before each test: a claim takes what is due of any team. */
export function useReceiver(): { get(): Receiver } {
  let receiver: Receiver | undefined
  beforeAll(async () => {
    receiver = await startReceiver()
  })
  beforeEach(async () => {
    await db().delivery.deleteMany()
    receiver?.reply(() => ({ status: 200 }))
  })
  afterAll(() => receiver?.close())
  return {
    get() {
      if (!receiver) throw new Error('The receiver is known only inside of a test.')
      return receiver
    },
  }
}

export interface Scene {
  readonly team: TestTeam
  readonly ctx: TestContext
  readonly clock: FakeClock
  readonly services: QueueServices & AttemptServices
  readonly errors: unknown[]
  /** where the endpoints of this scene are */
  readonly path: string
  endpoint(
    dialect?: string,
    fields?: Record<string, unknown>,
  ): Promise<{ readonly endpoint: EndpointWithSecrets; readonly secret: PlainSecret | null }>
  /** Takes what is due now. */
  claim(leaseMs?: number): Promise<readonly ClaimedDelivery[]>
  /** Sends it, and writes down what became of it. */
  attempt(claim: ClaimedDelivery): Promise<Attempted>
  /** Both for all that is due now. Answers how many there were. */
  round(): Promise<number>
}

let scenes = 0

export async function makeScene(receiver: Receiver, random = () => 0.5): Promise<Scene> {
  const team = await makeTeam()
  const clock = fakeClock()
  const ctx = await team.as('owner', { clock })
  const errors: unknown[] = []
  const path = `/scene-${++scenes}/`
  const services = {
    clock,
    profile: ctx.profile,
    notify: ctx.notify,
    sender: receiver.sender,
    random,
    onError: (error: unknown) => errors.push(error),
  }
  const claim = async (leaseMs = LEASE_MS) => {
    const query = {
      now: clock.now(),
      leaseMs,
      limit: 100,
      perEndpoint: 100,
      rooms: new Map(),
      teams: new Map(),
    }
    return (await claimDue({ ...query, after: queueStart })).deliveries
  }
  const attempt = async (delivery: ClaimedDelivery) => {
    const attempted = await attemptDelivery(services, delivery)
    if (!attempted) throw new Error('Nobody stopped it.')
    await finishDeliveries([attempted], clock.now())
    if (attempted.isGone) await pauseGoneEndpoint(services, delivery)
    return attempted
  }
  return {
    ...{ team, ctx, clock, services, errors, path },
    endpoint: (dialect = 'standard', fields = {}) =>
      makeEndpoint(ctx, dialect, {
        url: dialect === 'selfcommunity' ? receiver.plainUrl(`${path}hooks`) : receiver.url(`${path}hooks`),
        ...fields,
      }),
    claim,
    attempt,
    async round() {
      const deliveries = await claim()
      for (const delivery of deliveries) await attempt(delivery)
      return deliveries.length
    },
  }
}

/** What stands of a team's deliveries, unfinished ones first. */
export async function statesOf(teamId: string): Promise<readonly string[]> {
  const where = { where: { teamId }, orderBy: { id: 'asc' as const } }
  const rows = [...(await db().delivery.findMany(where)), ...(await db().deliveryHistory.findMany(where))]
  return rows.map(({ state }) => state)
}
