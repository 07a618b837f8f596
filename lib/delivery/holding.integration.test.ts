import { describe, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { sweepDeliveries } from '#lib/domain/deliveries/queue.ts'
import { releaseHeld } from '#lib/domain/deliveries/release-held.ts'
import { deleteEndpoint } from '#lib/domain/endpoints/delete.ts'
import { updateEndpoint } from '#lib/domain/endpoints/update.ts'
import { publishMessage } from '#lib/domain/messages/publish.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { makeScene, type Scene, statesOf, useReceiver } from './scene.fixture.ts'

useDatabase()
const receiver = useReceiver()
const scene = () => makeScene(receiver.get())
const event = { eventType: 'invoice.created', payload: {} }
const stornoEvent = { dialect: 'storno', ...event }

const setActive = (made: Scene, id: string, active: boolean) =>
  updateEndpoint(made.ctx, { id, patch: { active } })
const sent = (made: Scene) => receiver.get().requests(made.path).length

describe('a paused endpoint', () => {
  test('holds what was waiting and what comes, and all of it goes out when it is resumed', async () => {
    const made = await scene()
    const { endpoint } = await made.endpoint()
    await publishMessage(made.ctx, event)
    await setActive(made, endpoint.id, false)
    const { deliveries } = await publishMessage(made.ctx, event)
    expect(deliveries).toBe(1)
    expect(await statesOf(made.team.id)).toEqual(['held', 'held'])
    expect(await made.round()).toBe(0)
    await setActive(made, endpoint.id, true)
    expect(await made.round()).toBe(2)
    expect(await statesOf(made.team.id)).toEqual(['succeeded', 'succeeded'])
    expect(sent(made)).toBe(2)
  })

  test('is resumed without what it held, when that is dropped first', async () => {
    const made = await scene()
    const { endpoint } = await made.endpoint()
    await setActive(made, endpoint.id, false)
    await publishMessage(made.ctx, event)
    await releaseHeld(made.ctx, endpoint.id, 'drop')
    await setActive(made, endpoint.id, true)
    await publishMessage(made.ctx, event)
    expect(await made.round()).toBe(1)
    expect((await statesOf(made.team.id)).toSorted()).toEqual(['cancelled', 'succeeded'])
    expect(sent(made)).toBe(1)
  })

  test('cannot send what it holds', async () => {
    const made = await scene()
    const { endpoint } = await made.endpoint()
    await setActive(made, endpoint.id, false)
    await expect(releaseHeld(made.ctx, endpoint.id, 'send')).rejects.toMatchObject({ code: 'wrong_state' })
  })

  test('keeps the attempts that were made before', async () => {
    const made = await scene()
    const { endpoint } = await made.endpoint()
    receiver.get().reply(() => ({ status: 500 }))
    await publishMessage(made.ctx, event)
    await made.round()
    await setActive(made, endpoint.id, false)
    made.clock.advance(86_400_000)
    await setActive(made, endpoint.id, true)
    receiver.get().reply(() => ({ status: 200 }))
    await made.round()
    const delivery = await db().deliveryHistory.findFirst({ where: { teamId: made.team.id } })
    expect(delivery).toMatchObject({ state: 'succeeded', attempts: 2 })
  })

  test('gets nothing of what a worker had claimed a moment before', async () => {
    const made = await scene()
    const { endpoint } = await made.endpoint()
    await publishMessage(made.ctx, event)
    await setActive(made, endpoint.id, false)
    // as it was when a publisher saw the endpoint active, and its row came after the pause
    await db().delivery.updateMany({ where: { endpointId: endpoint.id }, data: { state: 'pending' } })
    expect(await made.round()).toBe(1)
    expect(sent(made)).toBe(0)
    expect(await statesOf(made.team.id)).toEqual(['held'])
  })

  test('of a dialect that drops gets nothing later', async () => {
    const made = await scene()
    const { endpoint } = await made.endpoint('storno')
    await publishMessage(made.ctx, stornoEvent)
    await setActive(made, endpoint.id, false)
    expect(await statesOf(made.team.id)).toEqual(['cancelled'])
    expect((await publishMessage(made.ctx, stornoEvent)).deliveries).toBe(0)
    await setActive(made, endpoint.id, true)
    expect(await made.round()).toBe(0)
  })
})

test('a deleted endpoint gets nothing more, and its deliveries are finished', async () => {
  const made = await scene()
  const { endpoint } = await made.endpoint()
  await publishMessage(made.ctx, event)
  await deleteEndpoint(made.ctx, { id: endpoint.id })
  expect(await made.round()).toBe(0)
  expect(await statesOf(made.team.id)).toEqual(['cancelled'])
})

test('a message that is stored no more is not sent', async () => {
  const made = await scene()
  await made.endpoint()
  const { id } = await publishMessage(made.ctx, event)
  await db().message.deleteMany({ where: { id } })
  expect(await made.round()).toBe(1)
  expect(sent(made)).toBe(0)
  expect(await statesOf(made.team.id)).toEqual(['cancelled'])
})

test('the sweep sets right what a moment left behind', async () => {
  const made = await scene()
  const { endpoint: active } = await made.endpoint()
  const { endpoint: paused } = await made.endpoint('standard', { active: false })
  const { endpoint: gone } = await made.endpoint()
  const { endpoint: dropping } = await made.endpoint('storno')
  await publishMessage(made.ctx, event)
  await publishMessage(made.ctx, stornoEvent)
  // rows as they would stand had the process died between two statements
  const put = (endpointId: string, state: 'pending' | 'held') =>
    db().delivery.updateMany({ where: { endpointId }, data: { state } })
  await put(active.id, 'held')
  await put(paused.id, 'pending')
  await db().endpoint.delete({ where: { id: gone.id } })
  await db().endpoint.update({ where: { id: dropping.id }, data: { active: false } })

  const moved = await sweepDeliveries(['storno'], made.clock.now(), new AbortController().signal)
  expect(moved).toBe(4)
  const stateOf = async (endpointId: string) =>
    (await db().delivery.findFirst({ where: { endpointId } }))?.state ??
    (await db().deliveryHistory.findFirst({ where: { endpointId } }))?.state
  expect(await stateOf(active.id)).toBe('pending')
  expect(await stateOf(paused.id)).toBe('held')
  expect(await stateOf(gone.id)).toBe('cancelled')
  expect(await stateOf(dropping.id)).toBe('cancelled')
  expect(await sweepDeliveries(['storno'], made.clock.now(), new AbortController().signal)).toBe(0)
})
