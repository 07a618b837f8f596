import { describe, expect, test } from 'vitest'
import { fakeClock } from '#lib/testing/clock.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { insertAttempt, insertDelivery } from '#lib/testing/deliveries.ts'
import { makeEndpoint, makeTeam } from '#lib/testing/factories.ts'
import { failureOf } from '#lib/testing/failure.ts'
import type { LiveEvent } from '../shared/context.ts'
import { uuidv7 } from '../shared/ids.ts'
import { endpointHealth } from './endpoint-health.ts'
import { tellDeliveries } from './tell-deliveries.ts'

useDatabase()

const HOUR_MS = 3_600_000

async function scene() {
  const team = await makeTeam()
  const clock = fakeClock()
  const ctx = await team.as('viewer', { clock })
  const { endpoint } = await makeEndpoint(await team.as('owner'))
  const present = Math.floor(clock.now().getTime() / HOUR_MS) * HOUR_MS
  /** so many hours before the one that is now, at its first moment */
  const attempt = (hoursAgo: number, facts: { responseCode?: number; durationMs?: number } = {}) =>
    insertAttempt(endpoint, {
      deliveryId: uuidv7(),
      sentAt: new Date(present - hoursAgo * HOUR_MS),
      ...facts,
    })
  return { team, ctx, endpoint, present, attempt }
}

describe('the health of an endpoint', () => {
  test('counts attempts of the last 24 hours, hour by hour', async () => {
    const { ctx, endpoint, present, attempt } = await scene()
    await attempt(0, { durationMs: 10 })
    await attempt(0, { responseCode: 500, durationMs: 20 })
    await attempt(23, { durationMs: 900 })
    await attempt(24)
    const health = await endpointHealth(ctx, endpoint.id)
    expect(health.hours).toHaveLength(24)
    expect(health.hours.at(-1)).toEqual({
      from: new Date(present).toISOString(),
      succeeded: 1,
      failed: 1,
      p50Ms: 10,
      p95Ms: 20,
    })
    expect(health.hours[0]).toMatchObject({ succeeded: 1, failed: 0, p50Ms: 900, p95Ms: 900 })
    expect(health.hours.slice(1, -1).every(({ succeeded, failed }) => succeeded + failed === 0)).toBe(true)
    expect(health).toMatchObject({ succeeded: 2, failed: 1, p95Ms: 900, isWhole: true })
    expect(health.hours[1]).toMatchObject({ p50Ms: null, p95Ms: null })
  })

  test('says how it stands', async () => {
    const { ctx, endpoint } = await scene()
    const of = { deliveryId: uuidv7(), requestUrl: endpoint.url, responseCode: 500 }
    await insertAttempt(endpoint, of)
    expect(await endpointHealth(ctx, endpoint.id)).toMatchObject({ standing: 'failed' })
    for (let n = 1; n < 5; n++) await insertAttempt(endpoint, of)
    expect(await endpointHealth(ctx, endpoint.id)).toMatchObject({ standing: 'failing' })
  })

  test('counts what waits, and shows the newest deliveries', async () => {
    const { ctx, endpoint } = await scene()
    const made: string[] = []
    for (const state of ['held', 'pending', 'held', 'failed', 'held', 'succeeded'] as const)
      made.unshift(await insertDelivery(endpoint, { state, createdAt: new Date(Date.now() + made.length) }))
    const health = await endpointHealth(ctx, endpoint.id)
    expect(health).toMatchObject({ pending: 1, held: 3, unfinishedIsWhole: true })
    expect(health.recent.map(({ id }) => id)).toEqual(made.slice(0, 5))
  })

  test('of one that was never sent anything is empty', async () => {
    const { ctx, endpoint } = await scene()
    expect(await endpointHealth(ctx, endpoint.id)).toMatchObject({
      succeeded: 0,
      failed: 0,
      p95Ms: null,
      standing: 'quiet',
      held: 0,
      recent: [],
    })
  })

  test('of another team’s endpoint is not found', async () => {
    const [mine, theirs] = [await scene(), await scene()]
    expect(await failureOf(endpointHealth(mine.ctx, theirs.endpoint.id))).toMatchObject({
      code: 'not_found',
    })
  })
})

test('open pages hear at once that deliveries moved, and of many no more than once a second', async () => {
  const heard: LiveEvent[] = []
  const [first, second] = [uuidv7(), uuidv7()]
  const { promise, resolve } = Promise.withResolvers<void>()
  const notify = (event: LiveEvent) => {
    heard.push(event)
    if (heard.length === 3) resolve()
  }
  for (let n = 0; n < 50; n++) tellDeliveries(notify, [first, second, first])
  expect(heard.map(({ teamId }) => teamId)).toEqual([first, second])
  expect(heard[0]).toMatchObject({ entity: 'delivery', fields: [], version: null, actorId: null })
  // what moved meanwhile is told afterwards, once
  await promise
  expect(heard[2]).toMatchObject({ teamId: first })
})
