import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { insertDelivery } from '#lib/testing/deliveries.ts'
import { makeEndpoint, makeTeam } from '#lib/testing/factories.ts'
import { failureOf } from '#lib/testing/failure.ts'
import { listChanges } from '../audit/list.ts'
import { previewReplay } from '../deliveries/preview-replay.ts'
import { deleteEndpoint } from '../endpoints/delete.ts'
import { updateEndpoint } from '../endpoints/update.ts'
import { publishMessage } from '../messages/publish.ts'
import { cancelJob } from './cancel.ts'
import { getJob } from './get.ts'
import { runOneJob } from './run.ts'
import { startReplayJob } from './start-replay.ts'

useDatabase()

// a runner takes the oldest job of any team
beforeEach(async () => void (await db().job.deleteMany()))

async function scene() {
  const team = await makeTeam()
  const owner = await team.as('owner')
  const { endpoint } = await makeEndpoint(owner)
  /** Messages that went there and failed. */
  const fail = async (count: number) => {
    for (let n = 0; n < count; n++) {
      const { id } = await publishMessage(owner, { eventType: 'invoice.created', payload: { n } })
      const { endpointId, ...row } = await db().delivery.findFirstOrThrow({
        where: { messageId: id },
        omit: { nextAttemptAt: true, leasedUntil: true },
      })
      await db().delivery.deleteMany({ where: { messageId: id } })
      await db().deliveryHistory.create({
        data: { ...row, endpointId, state: 'failed', attempts: 1, lastCode: 503, finishedAt: new Date() },
      })
    }
  }
  const live = () => db().delivery.findMany({ where: { teamId: team.id } })
  const services = { ...owner, onError: (error: unknown) => Promise.reject(error) }
  const run = (signal = new AbortController().signal) => runOneJob(services, signal)
  return { team, owner, endpoint, fail, live, run }
}

describe('replaying all that a filter finds', () => {
  test('says first what would be sent, and what could not', async () => {
    const { team, owner, endpoint, fail } = await scene()
    await fail(3)
    const { endpoint: paused } = await makeEndpoint(owner, 'standard', { events: ['invoice.paid'] })
    const { endpoint: deleted } = await makeEndpoint(owner, 'standard', { events: ['deal.won'] })
    await publishMessage(owner, { eventType: 'invoice.paid', payload: {} })
    await updateEndpoint(owner, { id: paused.id, patch: { active: false } })
    await insertDelivery(deleted, { eventType: 'deal.won' })
    await deleteEndpoint(owner, { id: deleted.id })
    // its message was never stored
    await insertDelivery(endpoint, {})
    const ctx = await team.as('support')
    expect(await previewReplay(ctx, {})).toEqual({
      total: 6,
      sending: 3,
      endpoints: 1,
      paused: 1,
      gone: 2,
      events: [{ eventType: 'invoice.created', count: 3 }],
      lookedTo: null,
    })
    expect(await previewReplay(ctx, { code: '5xx' })).toMatchObject({ total: 3, sending: 3 })
    expect(await previewReplay(ctx, { states: ['held'] })).toMatchObject({ total: 1, sending: 0, paused: 1 })
  })

  test('sends each message once more to its endpoint, and keeps count', async () => {
    const { team, owner, endpoint, fail, live, run } = await scene()
    await fail(3)
    const ctx = await team.as('support')
    const job = await startReplayJob(ctx, { filter: { states: ['failed'], endpointId: endpoint.id } })
    expect(job).toMatchObject({
      kind: 'deliveries.replay',
      change: null,
      replay: { states: ['failed'], endpointId: endpoint.id },
      total: 3,
    })
    expect(await run()).toBe(true)
    expect(await getJob(ctx, job.id)).toMatchObject({ state: 'done', done: 3, changed: 3, failed: 0 })
    const made = await live()
    expect(made.map(({ manual, state }) => [manual, state])).toEqual(Array(3).fill([true, 'pending']))
    expect(new Set(made.map(({ messageId }) => messageId)).size).toBe(3)
    const { items } = await listChanges(owner, { entity: { kind: 'job', id: job.id } })
    expect(items).toMatchObject([{ action: 'job.created', entityName: 'Replay of 3 deliveries' }])

    // what was replayed and is on its way still, is the same message to the same endpoint
    expect(await previewReplay(ctx, {})).toMatchObject({ total: 3 })
  })

  test('is judged again delivery by delivery: what cannot be sent any more is told', async () => {
    const { owner, endpoint, fail, live, run } = await scene()
    await fail(2)
    const job = await startReplayJob(owner, { filter: {} })
    await updateEndpoint(owner, { id: endpoint.id, patch: { active: false } })
    await run()
    expect(await getJob(owner, job.id)).toMatchObject({
      state: 'done',
      changed: 0,
      failed: 2,
      failures: [{ code: 'wrong_state', message: expect.stringContaining('paused') }, {}],
    })
    expect(await live()).toEqual([])
  })

  test('stops where it is when it is cancelled, by who may replay', async () => {
    const { team, fail, live, run } = await scene()
    await fail(2)
    const ctx = await team.as('support')
    const job = await startReplayJob(ctx, { filter: {} })
    expect(await failureOf(cancelJob(await team.as('viewer'), { id: job.id }))).toMatchObject({
      code: 'forbidden',
    })
    expect(await cancelJob(ctx, { id: job.id })).toMatchObject({ state: 'cancelled', done: 0 })
    expect(await run()).toBe(false)
    expect(await live()).toEqual([])
  })

  test('ends when who started it may replay no more', async () => {
    const { team, fail, live, run } = await scene()
    await fail(1)
    const ctx = await team.as('support')
    const job = await startReplayJob(ctx, { filter: {} })
    await db().membership.updateMany({
      where: { teamId: team.id, userId: ctx.actor.id ?? '' },
      data: { role: 'viewer' },
    })
    await run()
    expect(await getJob(ctx, job.id)).toMatchObject({
      state: 'failed',
      failures: [{ id: null, message: expect.stringContaining('may not replay deliveries') }],
    })
    expect(await live()).toEqual([])
  })

  test('of nothing is refused, and of another team’s deliveries finds nothing', async () => {
    const [mine, theirs] = [await scene(), await scene()]
    await theirs.fail(1)
    for (const filter of [{}, { endpointId: theirs.endpoint.id }, { search: 'nobody' }])
      expect(await failureOf(startReplayJob(mine.owner, { filter }))).toMatchObject({ code: 'wrong_state' })
  })
})
