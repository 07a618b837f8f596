import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeCourier } from '#lib/delivery/courier.ts'
import { provideCourier } from '#lib/domain/deliveries/courier.ts'
import type { EndpointWithSecrets } from '#lib/domain/endpoints/fields.ts'
import { createEventType } from '#lib/domain/event-types/create.ts'
import { publishMessage } from '#lib/domain/messages/publish.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { deliveriesOf, insertDelivery } from '#lib/testing/deliveries.ts'
import { makeEndpoint } from '#lib/testing/factories.ts'
import { json, type StandardScene, standardScene } from './scene.fixture.ts'

useDatabase()

let scene: StandardScene
let endpoint: EndpointWithSecrets
beforeEach(async () => {
  scene = await standardScene()
  endpoint = (await makeEndpoint(scene.owner, 'standard', { events: ['*'] })).endpoint
})
afterEach(() => provideCourier(null))

type Items = readonly Readonly<Record<string, unknown>>[]
type Answer = Awaited<ReturnType<StandardScene['send']>>

const get = (path: string) => scene.send('GET', path)
const post = (path: string, body?: unknown) =>
  scene.send('POST', path, body === undefined ? {} : { json: body })
const errorsOf = (answer: Answer) =>
  (json(answer).errors as Items | undefined)?.map(({ path, code }) => `${path} ${code}`)
const publish = () => publishMessage(scene.owner, { eventType: 'invoice.created', payload: { id: 'inv_1' } })
const sent = async () => (await deliveriesOf(endpoint)).map(({ id }) => id)

/** Whatever is sent is answered with this. */
function answering(status: number): void {
  const send = async () => ({ status, headers: {}, body: 'heard', bodyIsCut: false, durationMs: 12 })
  const onError = (error: unknown) => {
    throw error
  }
  provideCourier(makeCourier({ clock: scene.services.clock, sender: { send }, random: () => 0, onError }))
}

describe('POST /endpoints/{id}/test', () => {
  const ask = (body?: unknown, id = endpoint.id) => post(`/endpoints/${id}/test`, body)

  test('sends a sample now, and answers the attempt, whether it arrived or not', async () => {
    answering(204)
    const answer = await ask()
    expect(answer.status, answer.text).toBe(200)
    const { delivery, attempt } = json(answer) as Record<string, { id: string }>
    expect(delivery).toMatchObject({
      endpoint_id: endpoint.id,
      event_type: 'webhook.test',
      state: 'succeeded',
    })
    expect(attempt).toMatchObject({ succeeded: true, response: { code: 204, body: 'heard' }, error: null })
    expect(json(await get(`/deliveries/${delivery?.id}`)).attempts).toEqual([attempt])
    answering(500)
    expect(json(await ask())).toMatchObject({
      delivery: { state: 'failed' },
      attempt: { succeeded: false, response: { code: 500 } },
    })
  })

  test('of an event type and with a payload of one’s own', async () => {
    answering(200)
    const answer = await ask({ type: 'deal.won', payload: { deal: 7 } }, endpoint.publicId)
    const { attempt } = json(answer) as Record<string, { request: { body: string } }>
    expect(JSON.parse(attempt?.request.body ?? '')).toMatchObject({ type: 'deal.won', data: { deal: 7 } })
  })

  test('with the numbers that came', async () => {
    answering(200)
    const answer = await scene.send('POST', `/endpoints/${endpoint.id}/test`, {
      raw: '{"type":"deal.won","payload":{"deal":9007199254740993,"of":[1e400]}}',
    })
    const { attempt } = json(answer) as Record<string, { request: { body: string } }>
    expect(attempt?.request.body).toContain('"data":{"deal":9007199254740993,"of":[1e400]}')
  })

  test('of an event type with a schema has a payload that fits it', async () => {
    answering(200)
    const schema = {
      type: 'object',
      required: ['parcel'],
      properties: { parcel: { type: 'string', examples: ['PN-7'] } },
    }
    await createEventType(scene.owner, { name: 'parcel.left', schema })
    const bodyOf = async (body: object) => {
      const { attempt } = json(await ask(body)) as Record<string, { request: { body: string } }>
      return JSON.parse(attempt?.request.body ?? '')
    }
    expect(await bodyOf({ type: 'parcel.left' })).toMatchObject({ data: { parcel: 'PN-7' } })
    expect(await bodyOf({ type: 'parcel.left', payload: { parcel: 'PN-8' } })).toMatchObject({
      data: { parcel: 'PN-8' },
    })
  })

  test.each([
    [{ type: 7, payload: [] }, ['/type wrong_type', '/payload wrong_type']],
    [{ type: 'no.such' }, ['/type unknown_event']],
    [{ type: 'a\u0000' }, ['/type bad_format']],
    [{ event_type: 'deal.won' }, ['/event_type unknown_field']],
    [{ payload: { text: 'a\u0000' } }, ['/payload/text bad_format']],
    [{ payload: { text: 'x'.repeat(300_000) } }, ['/payload too_long']],
  ])('refuses %#', async (body, errors) => {
    answering(200)
    const answer = await ask(body)
    expect([answer.status, errorsOf(answer)]).toEqual([422, errors])
    expect(await sent()).toEqual([])
  })

  test('with an Idempotency-Key is sent once', async () => {
    answering(200)
    const headers = { 'idempotency-key': crypto.randomUUID() }
    const send = () => scene.send('POST', `/endpoints/${endpoint.id}/test`, { headers })
    expect((await send()).text).toBe((await send()).text)
    expect(await sent()).toHaveLength(1)
  })

  test('is for who may, and for the team’s own', async () => {
    answering(200)
    const viewer = scene.sendWith(await scene.key('viewer'))
    expect((await viewer('POST', `/endpoints/${endpoint.id}/test`)).status).toBe(403)
    const other = await standardScene()
    expect((await other.send('POST', `/endpoints/${endpoint.id}/test`)).status).toBe(404)
  })
})

describe('POST /endpoints/{id}/resume', () => {
  const resume = (body: unknown, id = endpoint.id) => post(`/endpoints/${id}/resume`, body)
  const states = async () => (await deliveriesOf(endpoint)).map(({ state }) => state)
  const pause = async () => {
    await scene.send('PATCH', `/endpoints/${endpoint.id}`, { json: { active: false } })
    await publish()
    expect(await states()).toEqual(['held'])
  }

  test('sends what was held', async () => {
    await pause()
    const answer = await resume({ held: 'send' })
    expect(answer.status, answer.text).toBe(200)
    expect(json(answer)).toMatchObject({ id: endpoint.id, active: true, version: 3 })
    expect(answer.headers.get('etag')).toBe('"3"')
    expect(await states()).toEqual(['pending'])
  })

  test('drops what was held', async () => {
    await pause()
    expect(json(await resume({ held: 'drop' }, endpoint.publicId))).toMatchObject({ active: true })
    await publish()
    expect(await states()).toEqual(['pending', 'cancelled'])
  })

  test('of an active endpoint changes nothing of it, and sends or drops what still waits', async () => {
    for (const [held, after] of [
      ['send', 'pending'],
      ['drop', 'cancelled'],
    ]) {
      const waiting = await insertDelivery(endpoint, { state: 'held' })
      expect(json(await resume({ held }))).toMatchObject({ active: true, version: 1 })
      const [row] = (await deliveriesOf(endpoint)).filter(({ id }) => id === waiting)
      expect(row?.state).toBe(after)
    }
    const { items } = json(await scene.send('GET', `/changes?entity_kind=endpoint&entity_id=${endpoint.id}`))
    expect(items).toMatchObject([
      { action: 'deliveries.dropped', fields: [{ field: 'dropped', before: null, after: 1 }], version: null },
      { action: 'endpoint.created' },
    ])
  })

  test.each([
    [{}, ['/held required']],
    [{ held: 'keep' }, ['/held not_a_choice']],
    [{ held: null }, ['/held wrong_type']],
    [{ held: 'send', active: true }, ['/active unknown_field']],
  ])('refuses %j', async (body, errors) => {
    await pause()
    const answer = await resume(body)
    expect([answer.status, errorsOf(answer)]).toEqual([422, errors])
    expect(await states()).toEqual(['held'])
  })

  test('is for who may change endpoints, and for the team’s own', async () => {
    await pause()
    const support = scene.sendWith(await scene.key('support'))
    const request = { json: { held: 'drop' } }
    expect((await support('POST', `/endpoints/${endpoint.id}/resume`, request)).status).toBe(403)
    const other = await standardScene()
    expect((await other.send('POST', `/endpoints/${endpoint.id}/resume`, request)).status).toBe(404)
    expect(await states()).toEqual(['held'])
  })
})
