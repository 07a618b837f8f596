import { describe, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { fakeClock } from '#lib/testing/clock.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { type AttemptFacts, insertAttempt, insertDelivery } from '#lib/testing/deliveries.ts'
import { makeEndpoint, makeTeam } from '#lib/testing/factories.ts'
import { uuidv7 } from '../shared/ids.ts'
import { endpointActivity } from './endpoint-activity.ts'

useDatabase()

const HOUR_MS = 3_600_000

async function scene() {
  const team = await makeTeam()
  const clock = fakeClock()
  const ctx = await team.as('viewer', { clock })
  const owner = await team.as('owner')
  const endpoint = async () => (await makeEndpoint(owner)).endpoint
  const paused = async () => (await makeEndpoint(owner, 'standard', { active: false })).endpoint
  type Endpoint = Awaited<ReturnType<typeof endpoint>>
  const attempt = (of: Endpoint, hoursAgo: number, facts: Partial<AttemptFacts> = {}) =>
    insertAttempt(of, {
      deliveryId: uuidv7(),
      requestUrl: of.url,
      sentAt: new Date(clock.now().getTime() - hoursAgo * HOUR_MS),
      ...facts,
    })
  return { ctx, clock, endpoint, paused, attempt }
}

describe('the activity of a page of endpoints', () => {
  test('counts the last day by two hours, for each endpoint', async () => {
    const { ctx, endpoint, attempt, clock } = await scene()
    const [busy, quiet] = [await endpoint(), await endpoint()]
    await attempt(busy, 0)
    await attempt(busy, 21, { responseCode: 500 })
    await attempt(busy, 30, { responseCode: 500 })
    const found = await endpointActivity(ctx, { ids: [quiet.id, busy.id] })
    expect(found).toHaveLength(2)
    const of = (id: string) => found.find(({ endpointId }) => endpointId === id)
    expect(of(busy.id)).toMatchObject({
      standing: 'delivering',
      isWhole: true,
      last: { at: clock.now().toISOString(), code: 200 },
    })
    expect(of(busy.id)?.spans).toHaveLength(12)
    expect(of(busy.id)?.spans.at(-1)).toEqual({ succeeded: 1, failed: 0 })
    expect(of(busy.id)?.spans.reduce((sum, { failed }) => sum + failed, 0)).toBe(1)
    expect(of(quiet.id)).toMatchObject({ standing: 'quiet', last: null })
  })

  test('says failing after five failures in a row, retrying or failed before', async () => {
    const { ctx, endpoint, attempt, clock } = await scene()
    const one = await endpoint()
    const standing = async () => (await endpointActivity(ctx, { ids: [one.id] }))[0]?.standing
    const retry = { responseCode: 500, nextAttemptAt: clock.now() }
    for (let n = 5; n > 1; n--) await attempt(one, n, retry)
    expect(await standing()).toBe('retrying')
    await attempt(one, 1, { responseCode: null })
    expect(await standing()).toBe('failing')
    await attempt(one, 0.5)
    expect(await standing()).toBe('delivering')
    await attempt(one, 0.4, { responseCode: 500 })
    expect(await standing()).toBe('failed')
  })

  test('says failing of one that failed long ago and was sent nothing since', async () => {
    const { ctx, endpoint } = await scene()
    const one = await endpoint()
    await db().endpointFailure.create({
      data: {
        ...{ endpointId: one.id, teamId: one.teamId, url: one.url, failures: 5 },
        ...{ firstFailedAt: new Date(0), lastFailedAt: new Date(1) },
      },
    })
    expect((await endpointActivity(ctx, { ids: [one.id] }))[0]).toMatchObject({ standing: 'failing' })
  })

  test('counts a busy span no further than its share', async () => {
    const { ctx, endpoint, attempt } = await scene()
    const one = await endpoint()
    for (let n = 0; n < 20; n++) await attempt(one, 5 - n / 1_000, n < 10 ? { responseCode: 500 } : {})
    const [found] = await endpointActivity(ctx, { ids: [one.id] })
    expect(found?.isWhole).toBe(false)
    const counted = found?.spans.find(({ succeeded, failed }) => succeeded + failed > 0)
    expect(counted).toEqual({ succeeded: 10, failed: 6 })
  })

  test('counts what waits for those that are paused, and no further than says something', async () => {
    const { ctx, endpoint, paused } = await scene()
    const [none, few, many, active] = [await paused(), await paused(), await paused(), await endpoint()]
    for (let n = 0; n < 3; n++) await insertDelivery(few, { state: 'held' })
    await insertDelivery(few, { state: 'succeeded' })
    await insertDelivery(active, { state: 'held' })
    await db().$executeRaw`
      INSERT INTO deliveries (id, team_id, endpoint_id, message_id, event_type, state, next_attempt_at, created_at)
      SELECT gen_random_uuid(), ${many.teamId}::uuid, ${many.id}::uuid, gen_random_uuid(), 'a', 'held', now(), now()
      FROM generate_series(1, 1001)`
    const found = await endpointActivity(ctx, { ids: [none, few, many, active].map(({ id }) => id) })
    const of = ({ id }: { readonly id: string }) => found.find(({ endpointId }) => endpointId === id)
    expect(of(none)).toMatchObject({ held: 0, heldIsWhole: true })
    expect(of(few)).toMatchObject({ held: 3, heldIsWhole: true })
    expect(of(many)).toMatchObject({ held: 1_000, heldIsWhole: false })
    expect(of(active)).toMatchObject({ held: 0, heldIsWhole: true })
  })

  test('leaves out endpoints of other teams, and what is no id', async () => {
    const [mine, theirs] = [await scene(), await scene()]
    const other = await theirs.endpoint()
    expect(await endpointActivity(mine.ctx, { ids: [other.id, 'nothing'] })).toEqual([])
    expect(await endpointActivity(mine.ctx, { ids: [] })).toEqual([])
  })
})
