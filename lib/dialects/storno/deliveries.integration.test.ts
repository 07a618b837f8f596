import { describe, expect, test } from 'vitest'
import { useDatabase } from '#lib/testing/database.ts'
import { insertAttempt, insertDelivery } from '#lib/testing/deliveries.ts'
import { sendDocumented } from '#lib/testing/documented.ts'
import { testServices } from '#lib/testing/door.ts'
import { makeEndpoint, makeTeam } from '#lib/testing/factories.ts'
import { stornoKey } from './conformance.fixture.ts'
import { stornoOperations, stornoRoutes } from './routes.ts'
import type { DeliveryDetailWire, DeliveryPageWire } from './wire.ts'

useDatabase()

const at = (day: number, hour = 10) => new Date(Date.UTC(2026, 1, day, hour, 15, 0, 250))

async function open(scopes?: string[]) {
  const team = await makeTeam()
  const { endpoint } = await makeEndpoint(await team.as('owner'), 'storno')
  const headers = await stornoKey(team, scopes)
  const app = stornoRoutes(testServices())
  const get = (below: string) =>
    sendDocumented(app, stornoOperations, 'GET', `/api/v1/webhooks/${endpoint.id}${below}`, { headers })
  const page = async (query = '') => (await get(`/deliveries${query}`)).body as DeliveryPageWire
  return { endpoint, get, page }
}

describe('deliveries', () => {
  test('are rows with seven keys in a page that counts', async () => {
    const { endpoint, get } = await open()
    const id = await insertDelivery(endpoint, {
      state: 'succeeded',
      attempts: 2,
      lastCode: 204,
      lastAttemptAt: at(18),
    })
    await insertAttempt(endpoint, { deliveryId: id, attempt: 2, durationMs: 87, responseCode: 204 })
    const row = {
      uuid: id,
      eventType: 'invoice.created',
      status: 'success',
      responseCode: 204,
      durationMs: 87,
      deliveredAt: '2026-02-18T10:15:00Z',
      attempt: 2,
    }
    expect((await get('/deliveries')).text).toBe(
      JSON.stringify({ data: [row], total: 1, page: 1, limit: 20, pages: 1 }),
    )
  })

  test('come newest first, page by page', async () => {
    const { endpoint, page } = await open()
    const ids: string[] = []
    for (let day = 1; day <= 5; day++) ids.unshift(await insertDelivery(endpoint, { createdAt: at(day) }))
    const second = await page('?page=2&limit=2')
    expect(second).toMatchObject({ total: 5, page: 2, limit: 2, pages: 3 })
    expect(second.data.map((row) => row.uuid)).toEqual(ids.slice(2, 4))
    expect(await page('?page=9')).toEqual({ data: [], total: 5, page: 9, limit: 20, pages: 1 })
  })

  test('say pending, success or failed; 0 for an attempt that nobody answered', async () => {
    const { endpoint, page } = await open()
    const tried = { attempts: 1, lastAttemptAt: at(6), lastCode: null }
    await insertDelivery(endpoint, { state: 'cancelled', createdAt: at(1) })
    await insertDelivery(endpoint, { state: 'failed', createdAt: at(2), ...tried })
    await insertDelivery(endpoint, { state: 'held', createdAt: at(3) })
    await insertDelivery(endpoint, { state: 'pending', createdAt: at(4) })
    const { data } = await page()
    expect(data.map((row) => [row.status, row.responseCode, row.deliveredAt])).toEqual([
      ['pending', null, null],
      ['pending', null, null],
      ['failed', 0, '2026-02-06T10:15:00Z'],
      ['failed', null, null],
    ])
    expect((await page('?status=failed')).total).toBe(2)
    expect((await page('?status=success')).total).toBe(0)
  })

  test('by event type, and by days that both belong to the span', async () => {
    const { endpoint, page } = await open()
    await insertDelivery(endpoint, { createdAt: at(17, 23), eventType: 'invoice.paid' })
    await insertDelivery(endpoint, { createdAt: at(18, 0) })
    await insertDelivery(endpoint, { createdAt: at(18, 23) })
    await insertDelivery(endpoint, { createdAt: at(19, 0) })
    expect((await page('?eventType=invoice.paid')).total).toBe(1)
    expect((await page('?eventType=no.such')).total).toBe(0)
    expect((await page('?eventType=%00')).total).toBe(0)
    expect((await page('?from=2026-02-18')).total).toBe(3)
    expect((await page('?to=2026-02-18')).total).toBe(3)
    expect((await page('?from=1000-01-01&to=9999-12-31')).total).toBe(4)
    expect((await page('?from=2026-02-18&to=2026-02-18')).total).toBe(2)
  })

  test.each([
    ['page', '0'],
    ['page', 'x'],
    ['page', '-1'],
    ['page', '1e9'],
    ['page', '99999999999'],
    ['limit', '0'],
    ['limit', '101'],
    ['limit', ''],
    ['status', 'pending'],
    ['status', 'toString'],
    ['from', '2026-02-30'],
    ['from', '18.02.2026'],
    ['from', '0000-01-01'],
    ['to', '2026-2-1'],
    ['to', '+020260-01-01'],
  ])('422 for %s=%s', async (name, value) => {
    const { get } = await open()
    const answer = await get(`/deliveries?${name}=${encodeURIComponent(value)}`)
    expect(answer.status).toBe(422)
    expect(answer.body).toMatchObject({ code: 422, errors: { [name]: expect.any(String) } })
  })

  test('422 for a span that ends before it begins', async () => {
    const { get } = await open()
    expect((await get('/deliveries?from=2026-02-19&to=2026-02-18')).status).toBe(422)
  })
})

describe('one delivery', () => {
  test('shows the request and the answer of its last attempt', async () => {
    const { endpoint, get } = await open()
    const id = await insertDelivery(endpoint, {
      state: 'pending',
      attempts: 2,
      nextAttemptAt: at(18, 11),
      lastAttemptAt: at(18),
      lastCode: 502,
    })
    const requestHeaders = { 'X-Storno-Event': 'invoice.created', 'X-Storno-Signature': 'sha256=00' }
    await insertAttempt(endpoint, {
      deliveryId: id,
      attempt: 2,
      sentAt: at(18),
      requestHeaders,
      requestBody: '{"id":"x","data":{}}',
      responseCode: 502,
      responseHeaders: { 'content-type': 'text/html' },
      responseBody: 'x'.repeat(5000),
      durationMs: 87,
    })
    expect((await get(`/deliveries/${id}`)).text).toBe(
      JSON.stringify({
        uuid: id,
        webhookUuid: endpoint.id,
        eventType: 'invoice.created',
        status: 'pending',
        attempt: 2,
        requestUrl: 'https://receiver.example/hooks',
        requestMethod: 'POST',
        requestHeaders,
        requestPayload: { id: 'x', data: {} },
        responseCode: 502,
        responseHeaders: { 'content-type': 'text/html' },
        responseBody: 'x'.repeat(4096),
        durationMs: 87,
        errorMessage: null,
        deliveredAt: '2026-02-18T10:15:00Z',
        nextRetryAt: '2026-02-18T11:15:00Z',
      }),
    )
  })

  test('that timed out has the code 0 and the reason', async () => {
    const { endpoint, get } = await open()
    const id = await insertDelivery(endpoint, { state: 'failed', attempts: 3 })
    await insertAttempt(endpoint, {
      deliveryId: id,
      responseCode: null,
      responseHeaders: null,
      responseBody: null,
      errorMessage: 'No answer within 10 s.',
    })
    expect((await get(`/deliveries/${id}`)).body).toMatchObject({
      status: 'failed',
      responseCode: 0,
      responseHeaders: null,
      responseBody: null,
      errorMessage: 'No answer within 10 s.',
      nextRetryAt: null,
    })
  })

  test('that was not tried yet has a request to come and no answer', async () => {
    const { endpoint, get } = await open()
    const id = await insertDelivery(endpoint, { state: 'pending', nextAttemptAt: at(20) })
    const body = (await get(`/deliveries/${id}`)).body as DeliveryDetailWire
    expect(body).toMatchObject({ status: 'pending', attempt: 0, requestUrl: endpoint.url })
    expect([body.requestPayload, body.responseCode, body.deliveredAt]).toEqual([null, null, null])
  })

  test('of another webhook is not found', async () => {
    const { get } = await open()
    const other = await open()
    const id = await insertDelivery(other.endpoint)
    expect((await get(`/deliveries/${id}`)).status).toBe(404)
  })
})

describe('a single webhook', () => {
  test('counts its deliveries and names the newest', async () => {
    const { endpoint, get } = await open()
    await insertDelivery(endpoint, { state: 'pending', createdAt: at(1) })
    await insertDelivery(endpoint, { createdAt: at(2), lastAttemptAt: at(3) })
    expect((await get('')).body).toMatchObject({
      deliveriesCount: 2,
      lastDeliveryAt: '2026-02-03T10:15:00Z',
      lastDeliveryStatus: 'success',
    })
  })

  test('tells nothing of them to whom deliveries are closed', async () => {
    const { endpoint, get } = await open(['endpoint:read'])
    await insertDelivery(endpoint)
    const nothing = { deliveriesCount: null, lastDeliveryAt: null, lastDeliveryStatus: null }
    expect((await get('')).body).toMatchObject(nothing)
    expect((await get('/deliveries')).status).toBe(403)
  })
})
