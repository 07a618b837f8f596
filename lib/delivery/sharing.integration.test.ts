import { afterEach, describe, expect, test, vi } from 'vitest'
import { db, queuePool } from '#lib/db/client.ts'
import type { FinishedDelivery } from '#lib/domain/deliveries/claim.ts'
import { wakeDeliveries } from '#lib/domain/deliveries/wake.ts'
import { publishMessages } from '#lib/domain/messages/publish.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { makeScene, type Scene, useReceiver } from './scene.fixture.ts'
import { startWorker, type Worker, type WorkerOptions } from './worker.ts'

useDatabase()
const receiver = useReceiver()
const scene = () => makeScene(receiver.get())
const events = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ eventType: 'invoice.created', payload: { n } }))

const workers: Worker[] = []
/** Requests that were not let go yet. */
const held: (() => void)[] = []
afterEach(async () => {
  const letGo = setInterval(() => {
    for (const go of held.splice(0)) go()
  }, 5)
  await Promise.all(workers.splice(0).map((worker) => worker.stop()))
  clearInterval(letGo)
})

/** A worker whose requests are answered at once, `quick` of them; the others when they are let go. */
function work(made: Scene, { quick, ...options }: WorkerOptions & { readonly quick: number }) {
  const state = { urls: [] as string[], hung: [] as (() => void)[], isFree: false, looks: 0 }
  const send = async ({ url }: { readonly url: string }) => {
    state.urls.push(url)
    if (state.urls.length > quick && !state.isFree)
      await new Promise<void>((go) => {
        state.hung.push(go)
        held.push(go)
      })
    return { status: 200, headers: {}, body: '', bodyIsCut: false, durationMs: 1 }
  }
  const clock = {
    ...made.clock,
    now: () => {
      state.looks += 1
      return made.clock.now()
    },
  }
  const worker = startWorker({ ...made.services, clock, sender: { send } }, options)
  workers.push(worker)
  return { state, worker }
}

const count = (made: Scene, where = {}) => db().delivery.count({ where: { teamId: made.team.id, ...where } })

test('what waited while the database was away is given back when it is there again', async () => {
  const made = await scene()
  await made.endpoint()
  await publishMessages(made.ctx, events(40))
  const { state } = work(made, { quick: 20, perEndpoint: 4 })
  await expect.poll(() => state.hung.length, { interval: 1 }).toBe(4)
  expect(await count(made, { leasedUntil: { not: null } })).toBeGreaterThan(4)
  const away = Object.assign(new Error('away'), { code: 'ECONNREFUSED' })
  const query = vi.spyOn(queuePool(), 'query').mockImplementation(() => Promise.reject(away))
  const failed = () => {
    wakeDeliveries()
    return made.errors.length
  }
  // until what waits is outdated, too
  await expect.poll(failed, { interval: 100 }).toBeGreaterThan(4)
  query.mockRestore()
  state.isFree = true
  for (const go of state.hung) go()
  const left = () => {
    wakeDeliveries()
    return count(made)
  }
  await expect.poll(left, { timeout: 15_000 }).toBe(0)
})

test.each(['stops', 'goes on'])('a worker beside takes at once what one gives back that %s', async (how) => {
  const made = await scene()
  await made.endpoint()
  await publishMessages(made.ctx, events(32))
  const one = work(made, { quick: 20, perEndpoint: 4 })
  await expect.poll(() => one.state.hung.length, { interval: 1 }).toBe(4)
  const two = work(made, { quick: Number.POSITIVE_INFINITY })
  // it has looked, and found nothing
  await expect.poll(() => two.state.looks, { interval: 1 }).toBeGreaterThan(1)
  if (how === 'stops') void one.worker.stop()
  // before it looks by itself, which is every five seconds
  await expect.poll(() => two.state.urls.length, { timeout: 3_000 }).toBeGreaterThan(0)
})

describe('where all places are taken', () => {
  test('a team has its turn beside one with an older backlog', async () => {
    const [busy, other] = [await scene(), await scene()]
    for (let i = 0; i < 4; i++)
      await busy.endpoint('standard', { url: receiver.get().url(`${busy.path}${i}`) })
    await other.endpoint()
    await publishMessages(busy.ctx, events(50))
    const { state } = work(busy, { quick: 0, total: 8 })
    await expect.poll(() => state.hung.length).toBe(8)
    busy.clock.advance(1_000)
    other.clock.advance(10)
    await publishMessages(other.ctx, events(1))
    for (let ended = 1; ended <= 20; ended++) {
      state.hung[ended - 1]?.()
      await expect.poll(() => state.hung.length, { interval: 2 }).toBe(8 + ended)
    }
    expect(state.urls.some((url) => url.includes(other.path))).toBe(true)
  })

  test('endpoints behind many others have their turn', async () => {
    const [made, other] = [await scene(), await scene()]
    const now = made.clock.now()
    const idOf = (n: number) => `ffffffff-0000-7000-8000-${String(n).padStart(12, '0')}`
    // none of their endpoints is known: each is cancelled at once, and it is the order that counts
    const delivery = (teamId: string, endpoint: number, agoMs: number) => ({
      ...{ id: crypto.randomUUID(), teamId, endpointId: idOf(endpoint), messageId: crypto.randomUUID() },
      ...{ eventType: 'invoice.created', state: 'pending' as const, attempts: 0, createdAt: now },
      nextAttemptAt: new Date(now.getTime() - agoMs),
    })
    const data = Array.from({ length: 4_000 }, (_, n) => delivery(made.team.id, n % 200, 90_000 - n))
    await db().delivery.createMany({ data })
    await db().delivery.create({ data: delivery(other.team.id, 900, 1_000) })
    const teams: string[] = []
    const onFinished = (finished: readonly FinishedDelivery[]) =>
      void teams.push(...finished.map(({ claim }) => claim.teamId))
    workers.push(startWorker({ ...made.services, onFinished }, { total: 100 }))
    await expect.poll(() => teams.length, { timeout: 20_000 }).toBe(4_001)
    expect(teams.indexOf(other.team.id)).toBeLessThan(1_000)
  })
})
