import { afterEach, describe, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { makeCourier } from '#lib/delivery/courier.ts'
import { makeScene, useReceiver } from '#lib/delivery/scene.fixture.ts'
import { provideCourier } from '#lib/domain/deliveries/courier.ts'
import { updateEndpoint } from '#lib/domain/endpoints/update.ts'
import { publishMessage } from '#lib/domain/messages/publish.ts'
import { makeApiKey } from '#lib/testing/credentials.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { deliveriesOf } from '#lib/testing/deliveries.ts'
import { sendDocumented } from '#lib/testing/documented.ts'
import { testServices } from '#lib/testing/door.ts'
import { makeTeam } from '#lib/testing/factories.ts'
import { selfcommunityOperations, selfcommunityRoutes } from './selfcommunity/routes.ts'
import { stornoKey } from './storno/conformance.fixture.ts'
import { stornoOperations, stornoRoutes } from './storno/routes.ts'

useDatabase()
const receiver = useReceiver()
afterEach(() => provideCourier(null))

async function scene() {
  const made = await makeScene(receiver.get())
  provideCourier(makeCourier(made.services))
  return made
}

const pauseOf = (ctx: Parameters<typeof updateEndpoint>[0], id: string) =>
  updateEndpoint(ctx, { id, patch: { active: false } })

describe('storno', () => {
  async function open() {
    const made = await scene()
    const { endpoint } = await made.endpoint('storno', { events: ['invoice.created'] })
    const headers = await stornoKey(made.team)
    const app = stornoRoutes(testServices({ clock: made.clock }))
    const post = (below: string, json?: unknown) =>
      sendDocumented(app, stornoOperations, 'POST', `/api/v1/webhooks/${endpoint.id}${below}`, {
        headers,
        ...(json === undefined ? {} : { json }),
      })
    return { ...made, endpoint, post }
  }

  test('a test without a body is sent at once, recorded, and answered with nine keys', async () => {
    const { endpoint, path, post } = await open()
    receiver.get().reply(() => ({ status: 202, body: 'x'.repeat(2_000) }))
    const answer = await post('/test')
    expect(answer.status).toBe(200)
    const [request] = receiver.get().requests(path)
    const [delivery] = await deliveriesOf(endpoint)
    const sent = JSON.parse(request?.body ?? '')
    expect(sent).toMatchObject({
      type: 'webhook.test',
      data: { message: 'This is a test delivery from Storno.ro', webhookUuid: endpoint.publicId },
    })
    expect(Object.entries(answer.body as object)).toEqual([
      ['deliveryUuid', delivery?.id],
      ['status', 'success'],
      ['eventType', 'webhook.test'],
      ['requestPayload', sent],
      ['requestHeaders', expect.any(Object)],
      ['responseCode', 202],
      ['responseBody', 'x'.repeat(1_024)],
      ['durationMs', expect.any(Number)],
      ['deliveredAt', expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)],
    ])
  })

  test('a test of an event type is its sample; one that nobody answers says so', async () => {
    const { path, post } = await open()
    receiver.get().reply(() => ({ status: 500 }))
    const answer = await post('/test', { eventType: 'invoice.paid' })
    expect(answer.body).toMatchObject({ status: 'failed', eventType: 'invoice.paid', responseCode: 500 })
    expect(JSON.parse(receiver.get().requests(path)[0]?.body ?? '')).toMatchObject({ type: 'invoice.paid' })
  })

  test('a test is refused for what is not known, of the wrong shape, or inactive, and nothing is sent', async () => {
    const { ctx, endpoint, path, post } = await open()
    expect((await post('/test', { eventType: 'nothing.known' })).body).toMatchObject({
      code: 422,
      errors: { eventType: expect.any(String) },
    })
    expect((await post('/test', { eventType: 7 })).status).toBe(400)
    expect((await post('/test', [])).status).toBe(400)
    await pauseOf(ctx, endpoint.id)
    expect((await post('/test')).status).toBe(422)
    expect(receiver.get().requests(path)).toEqual([])
    expect(await deliveriesOf(endpoint)).toEqual([])
  })

  test('a retry is a new delivery; 409 while inactive, 404 for another webhook’s', async () => {
    const { ctx, endpoint, post, round, endpoint: one, ...made } = await open()
    await publishMessage(ctx, { dialect: 'storno', eventType: 'invoice.created', payload: {} })
    await round()
    const [first] = await deliveriesOf(endpoint)
    const answer = await post(`/deliveries/${first?.id}/retry`)
    expect([answer.status, answer.text]).toEqual([202, '{"status":"queued"}'])
    expect(await round()).toBe(1)
    expect((await deliveriesOf(one)).map(({ state }) => state)).toEqual(['succeeded', 'succeeded'])
    expect(receiver.get().requests(made.path)).toHaveLength(2)
    const { endpoint: other } = await makeScene(receiver.get()).then((scene) => scene.endpoint('storno'))
    expect((await post(`/deliveries/${other.id}/retry`)).status).toBe(404)
    await pauseOf(ctx, endpoint.id)
    expect((await post(`/deliveries/${first?.id}/retry`)).status).toBe(409)
  })
})

describe('selfcommunity', () => {
  async function open() {
    const made = await scene()
    const { endpoint } = await made.endpoint('selfcommunity', {
      events: ['comment.created', 'category.created'],
    })
    const { secret: token } = await makeApiKey(made.ctx, 'personal_token')
    const app = selfcommunityRoutes(testServices({ clock: made.clock }))
    const post = (below: string, json: unknown) =>
      sendDocumented(
        app,
        selfcommunityOperations,
        'POST',
        `/api/v2/webhook/endpoint/${endpoint.publicId}/event/resend/${below}`,
        { headers: { authorization: `Bearer ${token}` }, json },
      )
    const numbers = async () =>
      (await db().message.findMany({ where: { teamId: made.team.id }, orderBy: { number: 'asc' } })).map(
        ({ number }) => Number(number),
      )
    return { ...made, endpoint, post, numbers }
  }
  const posted = { dialect: 'selfcommunity', eventType: 'category.created', payload: { id: 1 } }

  test('an event is sent again by its number, with the same number', async () => {
    const { ctx, path, post, numbers, round } = await open()
    await publishMessage(ctx, posted)
    await round()
    const [number] = await numbers()
    expect([(await post('', { event: number })).status, await round()]).toEqual([204, 1])
    expect((await post('', { event: String(number) })).status).toBe(204)
    const ids = receiver
      .get()
      .requests(path)
      .map(({ body }) => JSON.parse(body).event_id)
    expect(ids).toEqual([number, number])
  })

  test('several at once are sent, or none where one never went there', async () => {
    const { ctx, endpoint, post, numbers, round } = await open()
    await publishMessage(ctx, posted)
    await publishMessage(ctx, posted)
    await round()
    const both = await numbers()
    expect((await post('bulk', { event: [...both, 999_999_999] })).status).toBe(404)
    expect(await deliveriesOf(endpoint)).toHaveLength(2)
    expect((await post('bulk/', { event: [...both, both[0]] })).status).toBe(204)
    expect(await round()).toBe(2)
  })

  test.each<[string, unknown, string]>([
    ['', {}, 'This field is required.'],
    ['', { event: null }, 'This field may not be null.'],
    ['', { event: 'x' }, 'A valid integer is required.'],
    ['', { event: 1.5 }, 'A valid integer is required.'],
    ['', { event: [1] }, 'A valid integer is required.'],
    ['bulk', { event: 1 }, 'Expected a list of items but got type "int".'],
    ['bulk', { event: [] }, 'This list may not be empty.'],
    ['bulk', { event: [1, 'x'] }, 'A valid integer is required.'],
    ['bulk', { event: Array(1_001).fill(1) }, 'Ensure this field has no more than 1000 elements.'],
  ])('a bad body is refused at %j (%#)', async (below, body, message) => {
    const { post } = await open()
    const answer = await post(below, body)
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ errors: [{ field: 'event', messages: [{ message }] }] })
  })

  test('a number that is nobody’s, another team’s, or one for an endpoint that is off', async () => {
    const { ctx, endpoint, post, numbers, round } = await open()
    await publishMessage(ctx, posted)
    await round()
    const [number] = await numbers()
    const other = await open()
    expect((await post('', { event: -1 })).status).toBe(404)
    expect((await other.post('', { event: number })).status).toBe(404)
    await pauseOf(ctx, endpoint.id)
    expect((await post('', { event: number })).status).toBe(409)
  })
})

test('who may not send again is refused before anything is looked for', async () => {
  const team = await makeTeam()
  const headers = await stornoKey(team, ['endpoint:read'])
  const app = stornoRoutes(testServices())
  const id = '00000000-0000-4000-8000-000000000000'
  const path = `/api/v1/webhooks/${id}/deliveries/${id}/retry`
  expect((await sendDocumented(app, stornoOperations, 'POST', path, { headers })).status).toBe(403)
})
