import { afterEach, describe, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { finishDeliveries } from '#lib/domain/deliveries/queue.ts'
import { wakeDeliveries } from '#lib/domain/deliveries/wake.ts'
import { publishMessage, publishMessages } from '#lib/domain/messages/publish.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { attemptDelivery } from './attempt.ts'
import { makeScene, type Scene, statesOf, useReceiver } from './scene.fixture.ts'
import { startWorker, type Worker, type WorkerOptions } from './worker.ts'

useDatabase()
const receiver = useReceiver()
const scene = () => makeScene(receiver.get())
const event = { eventType: 'invoice.created', payload: {} }
const events = (count: number) => Array.from({ length: count }, (_, n) => ({ ...event, payload: { n } }))

const workers: Worker[] = []
function work(made: Scene, options: WorkerOptions = {}): Worker {
  const worker = startWorker(made.services, options)
  workers.push(worker)
  return worker
}
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()))
})

const idsOf = (path: string) =>
  receiver
    .get()
    .requests(path)
    .map(({ headers }) => String(headers['webhook-id']))

describe('a worker', () => {
  test('sends what is published, and what waited before it came', async () => {
    const made = await scene()
    await made.endpoint()
    await publishMessage(made.ctx, event)
    const worker = work(made)
    await receiver.get().received(1, made.path)
    await publishMessage(made.ctx, event)
    await receiver.get().received(2, made.path)
    await worker.stop()
    expect(await statesOf(made.team.id)).toEqual(['succeeded', 'succeeded'])
    expect(made.errors).toEqual([])
  })

  test('makes the next attempt when its time has come', async () => {
    const made = await scene()
    await made.endpoint()
    let count = 0
    receiver.get().reply(() => ({ status: ++count === 1 ? 500 : 200 }))
    const worker = work(made)
    await publishMessage(made.ctx, event)
    await receiver.get().received(1, made.path)
    // what is under way is written down before the worker is gone
    await worker.stop()
    expect(await statesOf(made.team.id)).toEqual(['pending'])
    work(made)
    made.clock.advance(5_000)
    wakeDeliveries()
    await receiver.get().received(2, made.path)
  })

  test('beside another one sends nothing twice', async () => {
    const made = await scene()
    for (let i = 0; i < 4; i++)
      await made.endpoint('standard', { url: receiver.get().url(`${made.path}${i}`) })
    for (let i = 0; i < 3; i++) work(made)
    for (let i = 0; i < 5; i++) await publishMessages(made.ctx, events(20))
    await receiver.get().received(400, made.path)
    await Promise.all(workers.splice(0).map((worker) => worker.stop()))
    for (let i = 0; i < 4; i++) {
      const ids = idsOf(`${made.path}${i}`)
      expect(ids).toHaveLength(100)
      expect(new Set(ids).size).toBe(100)
    }
    expect(new Set(await statesOf(made.team.id))).toEqual(new Set(['succeeded']))
  })

  test('sends no more requests to one endpoint at once than it may', async () => {
    const made = await scene()
    await made.endpoint()
    receiver.get().reply(() => 'hang')
    await publishMessages(made.ctx, events(20))
    work(made, { perEndpoint: 3, graceMs: 0 })
    await receiver.get().received(3, made.path)
    // another endpoint's delivery is later in the queue, and is not behind these
    const other = receiver.get().url(`${made.path}other`)
    await made.endpoint('standard', { url: other, events: ['invoice.paid'] })
    receiver.get().reply(({ path }) => (path.endsWith('other') ? { status: 200 } : 'hang'))
    await publishMessage(made.ctx, { ...event, eventType: 'invoice.paid' })
    await receiver.get().received(1, `${made.path}other`)
    expect(receiver.get().requests(`${made.path}hooks`)).toHaveLength(3)
  })
})

test('a rate puts off what comes too fast, and no other endpoint', async () => {
  const made = await scene()
  await made.endpoint()
  await made.endpoint('standard', { url: receiver.get().url(`${made.path}other`), events: ['invoice.paid'] })
  await publishMessages(made.ctx, events(5))
  await publishMessage(made.ctx, { ...event, eventType: 'invoice.paid' })
  const worker = work(made, { perSecond: 2 })
  await receiver.get().received(1, `${made.path}other`)
  await receiver.get().received(2, `${made.path}hooks`)
  await worker.stop()
  // the clock stands: the second is not over
  expect(receiver.get().requests(`${made.path}hooks`)).toHaveLength(2)
  made.clock.advance(1_000)
  work(made)
  await receiver.get().received(5, `${made.path}hooks`)
})

test('a backlog of one endpoint is worked through one after another, without waiting to be woken', async () => {
  const made = await scene()
  await made.endpoint()
  await publishMessages(made.ctx, events(60))
  work(made, { total: 2, perEndpoint: 2 })
  await receiver.get().received(30, made.path)
  await publishMessages(made.ctx, events(60))
  await receiver.get().received(120, made.path)
})

test('what was claimed ahead of a quick endpoint is free again soon after it hangs, and at once at the end', async () => {
  const made = await scene()
  await made.endpoint()
  const leased = async () =>
    db().delivery.count({ where: { teamId: made.team.id, leasedUntil: { not: null } } })
  let answers = 100
  receiver.get().reply(() => (answers-- > 0 ? { status: 200 } : 'hang'))
  await publishMessages(made.ctx, events(400))
  const worker = work(made, { perEndpoint: 4, graceMs: 0 })
  await receiver.get().received(104, made.path)
  await expect.poll(leased).toBe(4)
  await worker.stop()
  expect(await leased()).toBe(0)
  expect(receiver.get().requests(made.path)).toHaveLength(104)
  expect((await statesOf(made.team.id)).filter((state) => state === 'succeeded')).toHaveLength(100)
})

describe('stopping', () => {
  test('lets what is under way end, and gives back what does not', async () => {
    const made = await scene()
    await made.endpoint()
    receiver.get().reply(() => 'hang')
    await publishMessages(made.ctx, events(5))
    const worker = work(made, { perEndpoint: 5, graceMs: 50 })
    await receiver.get().received(5, made.path)
    await worker.stop()
    const rows = await db().delivery.findMany({ where: { teamId: made.team.id } })
    expect(rows.map(({ state, leasedUntil, attempts }) => ({ state, leasedUntil, attempts }))).toEqual(
      Array.from({ length: 5 }, () => ({ state: 'pending', leasedUntil: null, attempts: 0 })),
    )
    expect(await db().attempt.count({ where: { teamId: made.team.id } })).toBe(0)
    // another one can take them at once
    receiver.get().reply(() => ({ status: 200 }))
    work(made)
    await receiver.get().received(10, made.path)
  })

  test('takes nothing more', async () => {
    const made = await scene()
    await made.endpoint()
    const worker = work(made)
    await worker.stop()
    await worker.stop()
    await publishMessage(made.ctx, event)
    expect(await made.claim()).toHaveLength(1)
    expect(receiver.get().requests(made.path)).toEqual([])
  })
})

describe('a lease', () => {
  test('keeps others away, until it runs out', async () => {
    const made = await scene()
    await made.endpoint()
    await publishMessage(made.ctx, event)
    expect(await made.claim()).toHaveLength(1)
    expect(await made.claim()).toHaveLength(0)
    await db().delivery.updateMany({ where: { teamId: made.team.id }, data: { leasedUntil: new Date(0) } })
    expect(await made.claim()).toHaveLength(1)
  })

  test('that went to somebody else: a failure is left to them, a success counts', async () => {
    const made = await scene()
    await made.endpoint()
    receiver.get().reply(() => ({ status: 500 }))
    await publishMessages(made.ctx, events(2))
    const slow = await made.claim(1)
    const attempted = await Promise.all(slow.map((claim) => attemptDelivery(made.services, claim)))
    const [failed] = attempted
    receiver.get().reply(() => ({ status: 200 }))
    const [, second] = slow
    const succeeded = second && (await attemptDelivery(made.services, second))
    await db().delivery.updateMany({ where: { teamId: made.team.id }, data: { leasedUntil: new Date(0) } })
    const theirs = await made.claim()
    expect(theirs).toHaveLength(2)
    if (!failed || !succeeded) throw new Error('Nobody stopped them.')
    await finishDeliveries([failed, succeeded], made.clock.now())
    const [left] = await db().delivery.findMany({ where: { teamId: made.team.id } })
    expect(left).toMatchObject({ id: failed.claim.id, attempts: 0 })
    expect(left?.leasedUntil).toEqual(theirs.find(({ id }) => id === left?.id)?.leasedUntil)
    // what they do later with the one that arrived changes nothing
    const late = theirs.find(({ id }) => id === succeeded.claim.id)
    if (late) await made.attempt(late)
    expect((await statesOf(made.team.id)).toSorted()).toEqual(['pending', 'succeeded'])
  })
})

describe('one endpoint that hangs', () => {
  test('delays none of fifty others', async () => {
    const made = await scene()
    const hanging = receiver.get().url(`${made.path}hanging`)
    await made.endpoint('standard', { url: hanging, events: ['*'] })
    for (let i = 0; i < 50; i++)
      await made.endpoint('standard', { url: receiver.get().url(`${made.path}ok/${i}`) })
    receiver.get().reply(({ path }) => (path.endsWith('hanging') ? 'hang' : { status: 200 }))
    // what waits for the one that hangs is older, and more than there are places
    await publishMessages(
      made.ctx,
      events(60).map((one) => ({ ...one, eventType: 'deal.won' })),
    )
    await publishMessages(made.ctx, events(8))
    work(made, { total: 40, perEndpoint: 8, graceMs: 0 })
    await receiver.get().received(50 * 8, `${made.path}ok/`)
    expect(receiver.get().requests(`${made.path}hanging`).length).toBeLessThanOrEqual(8)
    expect(new Set(idsOf(`${made.path}ok/`)).size).toBe(8)
  })
})

test('teams take turns: a backlog of one does not hold up another', async () => {
  const loud = await scene()
  const quiet = await scene()
  for (let i = 0; i < 20; i++)
    await loud.endpoint('standard', { url: receiver.get().url(`${loud.path}${i}`) })
  await quiet.endpoint()
  await publishMessages(loud.ctx, events(100))
  await publishMessage(quiet.ctx, event)
  const claimed = await loud.claim()
  expect(claimed).toHaveLength(100)
  expect(claimed.filter(({ teamId }) => teamId === quiet.team.id)).toHaveLength(1)
  const perEndpoint = Map.groupBy(
    claimed.filter(({ teamId }) => teamId === loud.team.id),
    ({ endpointId }) => endpointId,
  )
  expect(perEndpoint.size).toBe(20)
  for (const [, some] of perEndpoint) expect(some.length).toBeLessThanOrEqual(5)
})
