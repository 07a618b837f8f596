import { describe, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { publishMessage } from '#lib/domain/messages/publish.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { validFields } from '#lib/testing/factories.ts'
import { makeScene, statesOf, useReceiver } from './scene.fixture.ts'

useDatabase()
const receiver = useReceiver()
const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** The contracts' schedules, written out: each delay counts from the attempt before. */
const standard = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
]
const schedules = {
  standard,
  composio: standard,
  selfcommunity: [5, 25, 125, 625, 3125].map((seconds) => seconds * SECOND),
  storno: [1 * MINUTE, 5 * MINUTE],
  vendaze: [15 * MINUTE, 15 * MINUTE, 15 * MINUTE],
}

const eventOf = (dialect: string) => {
  const events = validFields[dialect]?.events
  return { dialect, eventType: Array.isArray(events) ? String(events[0]) : '', payload: { n: 1 } }
}

describe.each(Object.entries(schedules))('%s', (dialect, delays) => {
  test(`makes ${delays.length + 1} attempts, each at its time and not before, and then gives up`, async () => {
    const scene = await makeScene(receiver.get())
    await scene.endpoint(dialect)
    receiver.get().reply(() => ({ status: 500 }))
    await publishMessage(scene.ctx, eventOf(dialect))
    expect(await scene.round()).toBe(1)
    for (const delay of delays) {
      scene.clock.advance(delay - 1)
      expect(await scene.round()).toBe(0)
      scene.clock.advance(1)
      expect(await scene.round()).toBe(1)
    }
    scene.clock.advance(30 * 24 * HOUR)
    expect(await scene.round()).toBe(0)
    expect(await statesOf(scene.team.id)).toEqual(['failed'])

    const attempts = await db().attempt.findMany({
      where: { teamId: scene.team.id },
      orderBy: { attempt: 'asc' },
    })
    const at = attempts.map(({ sentAt }) => sentAt.getTime())
    expect(at.slice(1).map((time, i) => time - (at[i] ?? 0))).toEqual(delays)
    expect(attempts.map(({ nextAttemptAt }) => nextAttemptAt?.getTime() ?? null)).toEqual([
      ...at.slice(1),
      null,
    ])
    // the same content, and where the wire has an id, the same id, each time
    const sent = receiver.get().requests(scene.path)
    expect(sent).toHaveLength(delays.length + 1)
    expect(new Set(sent.map(({ body }) => body)).size).toBe(1)
    expect(new Set(sent.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  })

  test('ends with the first success', async () => {
    const scene = await makeScene(receiver.get())
    await scene.endpoint(dialect)
    let count = 0
    receiver.get().reply(() => ({ status: ++count === 1 ? 503 : 204 }))
    await publishMessage(scene.ctx, eventOf(dialect))
    await scene.round()
    scene.clock.advance(delays[0] ?? 0)
    expect(await scene.round()).toBe(1)
    scene.clock.advance(30 * 24 * HOUR)
    expect(await scene.round()).toBe(0)
    expect(await statesOf(scene.team.id)).toEqual(['succeeded'])
    const delivery = await db().deliveryHistory.findFirst({ where: { teamId: scene.team.id } })
    expect(delivery).toMatchObject({ attempts: 2, lastCode: 204, lastError: null })
  })
})

test.each([200, 201, 204, 299])('%i is a success', async (status) => {
  const scene = await makeScene(receiver.get())
  await scene.endpoint()
  receiver.get().reply(() => ({ status }))
  await publishMessage(scene.ctx, eventOf('standard'))
  await scene.round()
  expect(await statesOf(scene.team.id)).toEqual(['succeeded'])
})

test.each([301, 302, 304, 307, 308, 400, 404, 429, 500])(
  '%i is a failure, and no redirect is followed',
  async (status) => {
    const scene = await makeScene(receiver.get())
    await scene.endpoint('selfcommunity')
    const location = receiver.get().plainUrl(`${scene.path}elsewhere`)
    receiver
      .get()
      .reply(({ path }) => (path.endsWith('elsewhere') ? { status: 200 } : { status, headers: { location } }))
    await publishMessage(scene.ctx, eventOf('selfcommunity'))
    await scene.round()
    expect(await statesOf(scene.team.id)).toEqual(['pending'])
    expect(receiver.get().requests(scene.path)).toHaveLength(1)
  },
)

test('standard: Retry-After puts the next attempt off, in seconds or as a date', async () => {
  const scene = await makeScene(receiver.get())
  await scene.endpoint()
  const replies = ['90', new Date(scene.clock.now().getTime() + 90 * SECOND + 600 * SECOND).toUTCString()]
  receiver.get().reply(() => ({ status: 503, headers: { 'retry-after': replies.shift() ?? '' } }))
  await publishMessage(scene.ctx, eventOf('standard'))
  await scene.round()
  scene.clock.advance(90 * SECOND - 1)
  expect(await scene.round()).toBe(0)
  scene.clock.advance(1)
  expect(await scene.round()).toBe(1)
  scene.clock.advance(600 * SECOND - 1)
  expect(await scene.round()).toBe(0)
  scene.clock.advance(1)
  expect(await scene.round()).toBe(1)
})

test('storno: Retry-After changes nothing, its contract names two delays', async () => {
  const scene = await makeScene(receiver.get())
  await scene.endpoint('storno')
  receiver.get().reply(() => ({ status: 429, headers: { 'retry-after': '86400' } }))
  await publishMessage(scene.ctx, eventOf('storno'))
  await scene.round()
  scene.clock.advance(MINUTE)
  expect(await scene.round()).toBe(1)
})

describe('410 Gone', () => {
  test('standard: ends the delivery and pauses the endpoint, as an audited change', async () => {
    const scene = await makeScene(receiver.get())
    const { endpoint } = await scene.endpoint()
    receiver.get().reply(() => ({ status: 410 }))
    await publishMessage(scene.ctx, eventOf('standard'))
    await scene.round()
    expect(await statesOf(scene.team.id)).toEqual(['failed'])
    expect(await db().endpoint.findUnique({ where: { id: endpoint.id } })).toMatchObject({ active: false })
    const change = await db().change.findFirst({ where: { entityId: endpoint.id }, orderBy: { id: 'desc' } })
    expect(change).toMatchObject({
      actorKind: 'system',
      actorLabel: 'Patchbay: the receiver answered 410 Gone',
      fields: [{ field: 'active', before: true, after: false }],
    })
    expect(scene.ctx.told.length).toBeGreaterThan(0)
    // what comes next waits
    await publishMessage(scene.ctx, eventOf('standard'))
    expect((await statesOf(scene.team.id)).toSorted()).toEqual(['failed', 'held'])
  })

  test('standard: an endpoint that leads elsewhere by now is left alone', async () => {
    const scene = await makeScene(receiver.get())
    const { endpoint } = await scene.endpoint()
    receiver.get().reply(() => ({ status: 410 }))
    await publishMessage(scene.ctx, eventOf('standard'))
    const [claim] = await scene.claim()
    await db().endpoint.update({ where: { id: endpoint.id }, data: { url: 'https://new.example/hooks' } })
    if (claim) await scene.attempt(claim)
    expect(await db().endpoint.findUnique({ where: { id: endpoint.id } })).toMatchObject({ active: true })
  })

  test.each(['composio', 'selfcommunity', 'storno', 'vendaze'])(
    '%s: is a failure like any other',
    async (dialect) => {
      const scene = await makeScene(receiver.get())
      const { endpoint } = await scene.endpoint(dialect)
      receiver.get().reply(() => ({ status: 410 }))
      await publishMessage(scene.ctx, eventOf(dialect))
      await scene.round()
      expect(await statesOf(scene.team.id)).toEqual(['pending'])
      expect(await db().endpoint.findUnique({ where: { id: endpoint.id } })).toMatchObject({ active: true })
    },
  )
})
