import { afterEach, describe, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import type { FinishedDelivery } from '#lib/domain/deliveries/claim.ts'
import { provideCourier } from '#lib/domain/deliveries/courier.ts'
import { replayDelivery, replayMessages } from '#lib/domain/deliveries/replay.ts'
import { sendTest } from '#lib/domain/deliveries/send-test.ts'
import { updateEndpoint } from '#lib/domain/endpoints/update.ts'
import { publishMessage } from '#lib/domain/messages/publish.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { deliveriesOf } from '#lib/testing/deliveries.ts'
import { makeCourier } from './courier.ts'
import { makeScene, statesOf, useReceiver } from './scene.fixture.ts'

useDatabase()
const receiver = useReceiver()
const scene = async () => {
  const made = await makeScene(receiver.get())
  provideCourier(makeCourier(made.services))
  return made
}
afterEach(() => provideCourier(null))
const event = { eventType: 'invoice.created', payload: { id: 'inv_1' } }

describe('a replay', () => {
  test('sends the same message once more: the same id and content, signed anew', async () => {
    const made = await scene()
    const { endpoint } = await made.endpoint()
    await publishMessage(made.ctx, event)
    await made.round()
    made.clock.advance(3_600_000)
    const [first] = await deliveriesOf(endpoint)
    await replayDelivery(made.ctx, { deliveryId: first?.id ?? '' })
    expect(await made.round()).toBe(1)
    const [one, two] = receiver.get().requests(made.path)
    expect(two?.body).toBe(one?.body)
    expect(two?.headers['webhook-id']).toBe(one?.headers['webhook-id'])
    expect(two?.headers['webhook-signature']).not.toBe(one?.headers['webhook-signature'])
    expect((await deliveriesOf(endpoint)).map(({ state, manual }) => [state, manual])).toEqual([
      ['succeeded', false],
      ['succeeded', true],
    ])
  })

  test('that arrives takes back the retry that was planned', async () => {
    const made = await scene()
    const { endpoint } = await made.endpoint()
    receiver.get().reply(() => ({ status: 500 }))
    await publishMessage(made.ctx, event)
    await made.round()
    receiver.get().reply(() => ({ status: 200 }))
    const [planned] = await deliveriesOf(endpoint)
    await replayDelivery(made.ctx, { deliveryId: planned?.id ?? '', endpointId: endpoint.id })
    await made.round()
    expect((await statesOf(made.team.id)).toSorted()).toEqual(['cancelled', 'succeeded'])
    made.clock.advance(7 * 86_400_000)
    expect(await made.round()).toBe(0)
    expect(receiver.get().requests(made.path)).toHaveLength(2)
  })

  test('that fails is not tried again, and leaves the planned retry', async () => {
    const made = await scene()
    const { endpoint } = await made.endpoint()
    receiver.get().reply(() => ({ status: 500 }))
    await publishMessage(made.ctx, event)
    await made.round()
    const [planned] = await deliveriesOf(endpoint)
    await replayDelivery(made.ctx, { deliveryId: planned?.id ?? '' })
    await made.round()
    expect((await deliveriesOf(endpoint)).map(({ state, manual }) => [state, manual])).toEqual([
      ['pending', false],
      ['failed', true],
    ])
  })

  test('of messages by their numbers is all of them or none', async () => {
    const made = await scene()
    const { endpoint } = await made.endpoint('selfcommunity')
    const { endpoint: other } = await made.endpoint('selfcommunity', { events: ['post.deleted'] })
    const comment = { dialect: 'selfcommunity', eventType: 'comment.created', payload: {} }
    const { number } = await publishMessage(made.ctx, comment)
    await made.round()
    await expect(
      replayMessages(made.ctx, { endpoint: endpoint.id, numbers: [number, number + 1_000_000] }),
    ).rejects.toMatchObject({ code: 'not_found' })
    await expect(replayMessages(made.ctx, { endpoint: other.id, numbers: [number] })).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(await made.round()).toBe(0)
    expect(await replayMessages(made.ctx, { endpoint: endpoint.id, numbers: [number, number] })).toHaveLength(
      1,
    )
    expect(await made.round()).toBe(1)
  })

  test('is refused while the endpoint is paused, and for what another team sent', async () => {
    const made = await scene()
    const { endpoint } = await made.endpoint()
    await publishMessage(made.ctx, event)
    await made.round()
    const [delivery] = await deliveriesOf(endpoint)
    const deliveryId = delivery?.id ?? ''
    const stranger = await scene()
    await expect(replayDelivery(stranger.ctx, { deliveryId })).rejects.toMatchObject({ code: 'not_found' })
    await updateEndpoint(made.ctx, { id: endpoint.id, patch: { active: false } })
    await expect(replayDelivery(made.ctx, { deliveryId })).rejects.toMatchObject({ code: 'wrong_state' })
  })
})

describe('a test', () => {
  test('sends a sample now, records it, and says what came back', async () => {
    const made = await scene()
    const { endpoint } = await made.endpoint()
    receiver.get().reply(() => ({ status: 202, body: 'thanks' }))
    const { delivery, attempt } = await sendTest(made.ctx, { endpoint: endpoint.id })
    expect(delivery).toMatchObject({ state: 'succeeded', eventType: 'invoice.created', manual: true })
    expect(attempt).toMatchObject({ responseCode: 202, responseBody: 'thanks', succeeded: true })
    expect(receiver.get().requests(made.path)).toHaveLength(1)
    expect(await made.round()).toBe(0)
  })

  test('is told to who measures, once it is written down', async () => {
    const made = await scene()
    const { endpoint } = await made.endpoint()
    const told: FinishedDelivery[] = []
    provideCourier(makeCourier(made.services, (finished) => told.push(...finished)))
    const { delivery } = await sendTest(made.ctx, { endpoint: endpoint.id })
    expect(told).toMatchObject([
      { claim: { id: delivery.id, manual: true }, outcome: { state: 'succeeded' } },
    ])
  })

  test('that fails is not tried again', async () => {
    const made = await scene()
    const { endpoint } = await made.endpoint()
    receiver.get().reply(() => ({ status: 500 }))
    const { delivery } = await sendTest(made.ctx, {
      endpoint: endpoint.id,
      eventType: 'invoice.paid',
      payload: { own: true },
    })
    expect(delivery).toMatchObject({ state: 'failed', eventType: 'invoice.paid' })
    const [request] = receiver.get().requests(made.path)
    expect(JSON.parse(request?.body ?? '')).toMatchObject({ type: 'invoice.paid', data: { own: true } })
    made.clock.advance(7 * 86_400_000)
    expect(await made.round()).toBe(0)
  })

  test('reaches a paused endpoint, but not where the dialect drops', async () => {
    const made = await scene()
    const { endpoint } = await made.endpoint('standard', { active: false })
    expect((await sendTest(made.ctx, { endpoint: endpoint.id })).delivery.state).toBe('succeeded')
    const { endpoint: storno } = await made.endpoint('storno', { active: false })
    await expect(sendTest(made.ctx, { endpoint: storno.id })).rejects.toMatchObject({ code: 'wrong_state' })
  })

  test('of an event that nobody knows is refused, and without a sender too', async () => {
    const made = await scene()
    const { endpoint } = await made.endpoint()
    await expect(sendTest(made.ctx, { endpoint: endpoint.id, eventType: 'no.such' })).rejects.toMatchObject({
      code: 'invalid',
    })
    provideCourier(null)
    await expect(sendTest(made.ctx, { endpoint: endpoint.id })).rejects.toMatchObject({ code: 'unavailable' })
    expect(await db().delivery.count({ where: { teamId: made.team.id } })).toBe(0)
  })
})
