import { describe, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { sendDocumented } from '#lib/testing/documented.ts'
import { type DoorRequest, testServices } from '#lib/testing/door.ts'
import { makeEndpoint, makeTeam, type TestTeam } from '#lib/testing/factories.ts'
import { registerSecret } from '#lib/testing/secrets.ts'
import { stornoKey } from './conformance.fixture.ts'
import { publishedEvents } from './encode.ts'
import { stornoOperations, stornoRoutes } from './routes.ts'
import type { WebhookWire } from './wire.ts'

useDatabase()

const MASK = `whsec_${'\u2022'.repeat(24)}`
const ROOT = '/api/v1/webhooks'
const valid = { url: 'https://your-app.example.com/webhooks/storno', events: ['invoice.created'] }

async function open(team?: TestTeam) {
  const own = team ?? (await makeTeam())
  const headers = await stornoKey(own)
  const app = stornoRoutes(testServices())
  const send = (method: string, path: string, request: DoorRequest = {}) =>
    sendDocumented(app, stornoOperations, method, path, {
      ...request,
      headers: { ...headers, ...request.headers },
    })
  const create = async (fields: object = {}) => {
    const answer = await send('POST', ROOT, { json: { ...valid, ...fields } })
    const body = answer.body as WebhookWire
    if (answer.status === 201) registerSecret('endpoint-secret', body.secret)
    return { answer, body }
  }
  return { team: own, send, create }
}

describe('list of event types', () => {
  test('is the 17 of the reference, bare, and needs no company', async () => {
    const { send } = await open()
    const answer = await send('GET', `${ROOT}/events`, { headers: { 'x-company': '' } })
    expect(answer.status).toBe(200)
    expect(answer.body).toEqual(publishedEvents)
    expect(publishedEvents).toHaveLength(17)
    expect(publishedEvents[0]).toEqual({
      name: 'invoice.created',
      description: expect.any(String),
      category: 'invoices',
    })
  })
})

describe('create', () => {
  test('answers 201 with the secret in full and the eight keys in order', async () => {
    const { create } = await open()
    const { answer, body } = await create({ description: 'Production', isActive: false })
    expect(answer.status).toBe(201)
    expect(Object.keys(body)).toEqual(
      'uuid url description events isActive secret createdAt updatedAt'.split(' '),
    )
    expect(body).toMatchObject({ ...valid, description: 'Production', isActive: false })
    expect(body.secret).toMatch(/^whsec_[0-9a-f]{64}$/)
    expect(body.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    expect(body.updatedAt).toBe(body.createdAt)
  })

  test('is active by default, and named after its host', async () => {
    const { team, create } = await open()
    const { body } = await create()
    expect([body.isActive, body.description]).toEqual([true, null])
    const row = await db().endpoint.findFirstOrThrow({ where: { id: body.uuid, teamId: team.id } })
    expect(row.name).toBe('your-app.example.com')
  })

  test('takes a URL whose host is longer than any name', async () => {
    const { create } = await open()
    const host = `${'a'.repeat(60)}.${'b'.repeat(60)}.example`
    expect((await create({ url: `https://${host}/` })).answer.status).toBe(201)
  })

  test.each([
    ['E6: all events', ['*'], ['*']],
    ['E6: all, beside others', ['invoice.paid', '*'], ['*']],
    ['E3: duplicates', ['sync.failed', 'invoice.paid', 'sync.failed'], ['sync.failed', 'invoice.paid']],
    ['a name that only the service has', ['payment.received'], ['payment.received']],
  ])('%s', async (_name, events, stored) => {
    const { create } = await open()
    const { answer, body } = await create({ events })
    expect([answer.status, body.events]).toEqual([201, stored])
  })

  test.each([
    [400, { events: valid.events }, { url: 'This field is required.' }],
    [400, { url: valid.url }, { events: 'This field is required.' }],
    [400, {}, { url: 'This field is required.', events: 'This field is required.' }],
    [400, { ...valid, events: [] }, { events: 'At least one event type is required.' }],
    [422, { ...valid, url: 'http://x.example' }, { url: 'The URL must use HTTPS.' }],
    [422, { ...valid, events: ['invoice.lost'] }, { events: 'invoice.lost is not in the event catalogue.' }],
  ])('%i for %j', async (status, json, errors) => {
    const { team, send } = await open()
    const answer = await send('POST', ROOT, { json })
    expect([answer.status, answer.body]).toEqual([
      status,
      {
        error: 'Validation failed',
        message: 'The request contains invalid data',
        code: status,
        errors,
      },
    ])
    expect(await db().endpoint.count({ where: { teamId: team.id } })).toBe(0)
  })
})

describe('list', () => {
  test('is bare, newest first, masked, and of this company and dialect alone', async () => {
    const { team, send, create } = await open()
    expect((await send('GET', ROOT)).text).toBe('[]')
    await makeEndpoint(await team.as('owner'), 'vendaze')
    await (await open()).create()
    const first = await create({ description: 'first' })
    const second = await create({ description: 'second' })
    const answer = await send('GET', ROOT)
    expect(answer.body).toEqual([
      { ...second.body, secret: MASK },
      { ...first.body, secret: MASK },
    ])
  })
})

describe('get', () => {
  test('adds what its deliveries come to, and masks', async () => {
    const { send, create } = await open()
    const { body } = await create()
    const answer = await send('GET', `${ROOT}/${body.uuid.toUpperCase()}`)
    expect(answer.text).toBe(
      JSON.stringify({
        ...body,
        secret: MASK,
        deliveriesCount: 0,
        lastDeliveryAt: null,
        lastDeliveryStatus: null,
      }),
    )
  })
})

describe('update', () => {
  test('changes what was sent and answers the eight keys, masked', async () => {
    const { send, create } = await open()
    const { body } = await create()
    const json = { events: ['invoice.paid', 'invoice.created'], description: 'Expanded', isActive: false }
    const answer = await send('PATCH', `${ROOT}/${body.uuid}`, { json })
    expect(answer.status).toBe(200)
    const { updatedAt } = answer.body as WebhookWire
    expect(answer.body).toEqual({ ...body, ...json, secret: MASK, updatedAt })
    expect(Object.keys(answer.body as object)).toEqual(Object.keys(body))
  })

  test.each([
    ['E1: nothing', {}, 400, 'At least one field must be provided.'],
    ['E1: unknown keys alone', { secret: 'x', name: 'y' }, 400, 'At least one field must be provided.'],
    ['a list', [], 400, 'The body must be a JSON object.'],
  ])('%s is 400', async (_name, json, status, message) => {
    const { send, create } = await open()
    const { body } = await create()
    const answer = await send('PATCH', `${ROOT}/${body.uuid}`, { json })
    expect([answer.status, answer.body]).toEqual([
      status,
      { error: 'Validation failed', message, code: status },
    ])
  })

  test.each([
    ['url', 5, 400],
    ['url', null, 400],
    ['url', '', 422],
    ['url', 'http://plain.example', 422],
    ['url', 'nonsense', 422],
    ['url', 'https://user:pw@x.example', 422],
    ['url', `https://x.example/${'a'.repeat(2048)}`, 422],
    ['events', 'invoice.paid', 400],
    ['events', [], 400],
    ['events', [1], 400],
    ['events', null, 400],
    ['events', ['no.such'], 422],
    ['events', [''], 422],
    ['description', 5, 400],
    ['description', 'x'.repeat(256), 422],
    ['isActive', null, 400],
    ['isActive', 1, 400],
  ])('E2: %s = %j is %i, names the field, and nothing changes', async (field, value, status) => {
    const { send, create } = await open()
    const { body } = await create()
    const json = { description: 'not stored', isActive: false, [field]: value }
    const answer = await send('PATCH', `${ROOT}/${body.uuid}`, { json })
    expect(answer.status).toBe(status)
    expect(answer.body).toMatchObject({ code: status, errors: { [field]: expect.any(String) } })
    expect((await send('GET', ROOT)).body).toEqual([{ ...body, secret: MASK }])
  })

  test('a wrong type beside a bad value is 400, and both are named', async () => {
    const { send, create } = await open()
    const { body } = await create()
    const json = { url: 5, events: 'x' }
    const answer = await send('PATCH', `${ROOT}/${body.uuid}`, { json })
    expect(answer.status).toBe(400)
    expect(Object.keys((answer.body as { errors: object }).errors)).toEqual(['url', 'events'])
  })

  test('E5: null and an empty text clear the description', async () => {
    const { send, create } = await open()
    for (const description of [null, '']) {
      const { body } = await create({ description: 'Production' })
      const answer = await send('PATCH', `${ROOT}/${body.uuid}`, { json: { description } })
      expect(answer.body).toMatchObject({ description: null })
    }
  })

  test('E4: the mask that was read and sent back replaces no secret', async () => {
    const { send, create } = await open()
    const { body } = await create()
    const before = await db().endpointSecret.findMany({ where: { endpointId: body.uuid } })
    const answer = await send('PATCH', `${ROOT}/${body.uuid}`, { json: { secret: MASK, isActive: false } })
    expect(answer.status).toBe(200)
    expect(await db().endpointSecret.findMany({ where: { endpointId: body.uuid } })).toEqual(before)
  })
})

describe('regenerate secret', () => {
  test('answers the whole object with a new secret in full, once; the old one ends at once', async () => {
    const { send, create } = await open()
    const { body } = await create()
    const answer = await send('POST', `${ROOT}/${body.uuid}/regenerate-secret`)
    expect(answer.status).toBe(200)
    const after = answer.body as WebhookWire
    registerSecret('endpoint-secret', after.secret)
    expect(Object.keys(after)).toEqual(Object.keys(body))
    expect(after.secret).toMatch(/^whsec_[0-9a-f]{64}$/)
    expect(after.secret).not.toBe(body.secret)
    const alive = await db().endpointSecret.findMany({
      where: { endpointId: body.uuid, revokedAt: null, expiresAt: null },
    })
    expect(alive).toHaveLength(1)
    expect((await send('GET', ROOT)).body).toMatchObject([{ secret: MASK }])
  })

  test('passes over a body', async () => {
    const { send, create } = await open()
    const { body } = await create()
    const answer = await send('POST', `${ROOT}/${body.uuid}/regenerate-secret`, { raw: '{"broken' })
    expect(answer.status).toBe(200)
    registerSecret('endpoint-secret', (answer.body as WebhookWire).secret)
  })
})

test('delete answers 204 without a body, and then it is gone', async () => {
  const { send, create } = await open()
  const { body } = await create()
  const answer = await send('DELETE', `${ROOT}/${body.uuid}`)
  expect([answer.status, answer.text]).toEqual([204, ''])
  expect((await send('GET', `${ROOT}/${body.uuid}`)).status).toBe(404)
})

describe("another company's webhook", () => {
  const missing = 'a1b2c3d4-e5f6-7890-abcd-ef1234567890'

  test.each([
    ['GET', ''],
    ['PATCH', ''],
    ['DELETE', ''],
    ['POST', '/regenerate-secret'],
    ['GET', '/deliveries'],
    ['GET', `/deliveries/${missing}`],
  ])('%s %s answers byte for byte as a missing one, whatever the body', async (method, below) => {
    const { body } = await (await open()).create()
    const { send } = await open()
    const raw = method === 'PATCH' ? '{"broken' : ''
    const ids = [body.uuid, missing, 'no-uuid', '%00']
    const [foreign, ...others] = await Promise.all(
      ids.map((id) => send(method, `${ROOT}/${id}${below}`, raw ? { raw } : {})),
    )
    expect(foreign?.text).toBe(
      '{"error":"Not found","message":"The requested resource was not found.","code":404}',
    )
    for (const answer of others)
      expect([answer.status, answer.text]).toEqual([foreign?.status, foreign?.text])
  })

  test('is not found by the id of another dialect of the same team either', async () => {
    const { team, send } = await open()
    const { endpoint } = await makeEndpoint(await team.as('owner'), 'standard')
    expect((await send('GET', `${ROOT}/${endpoint.id}`)).status).toBe(404)
  })
})
