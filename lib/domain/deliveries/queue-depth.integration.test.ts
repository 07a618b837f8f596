import { beforeEach, expect, it } from 'vitest'
import { db } from '#lib/db/client.ts'
import { fakeClock } from '#lib/testing/clock.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { insertDelivery } from '#lib/testing/deliveries.ts'
import { makeEndpoint, makeTeam } from '#lib/testing/factories.ts'
import { queueDepth } from './queue-depth.ts'

useDatabase()

// the depth is of all teams
beforeEach(() => db().delivery.deleteMany())

const clock = fakeClock()
const from = (ms: number) => new Date(clock.now().getTime() + ms)

it('is nothing when there is nothing to send', async () => {
  expect(await queueDepth(clock)).toEqual({ due: 0, scheduled: 0, inFlight: 0, held: 0, lagMs: 0 })
})

it('counts what is due, later, under way and held, and how late the first is', async () => {
  const team = await makeTeam()
  const { endpoint } = await makeEndpoint(await team.as('owner'))
  const pending = (ms: number) => insertDelivery(endpoint, { state: 'pending', nextAttemptAt: from(ms) })
  await pending(-30_000)
  await pending(-1_000)
  await pending(60_000)
  await insertDelivery(endpoint, { state: 'held', nextAttemptAt: from(-900_000) })
  await insertDelivery(endpoint, { state: 'succeeded' })
  const [sending, dropped] = [await pending(-500_000), await pending(-10_000)]
  // leases are in the database's time
  await db()
    .$executeRaw`UPDATE deliveries SET leased_until = now() + interval '1 minute' WHERE id = ${sending}::uuid`
  await db()
    .$executeRaw`UPDATE deliveries SET leased_until = now() - interval '1 minute' WHERE id = ${dropped}::uuid`
  expect(await queueDepth(clock)).toEqual({ due: 3, scheduled: 1, inFlight: 1, held: 1, lagMs: 30_000 })
})
