import { beforeEach, describe, expect, test } from 'vitest'
import type { EndpointWithSecrets } from '#lib/domain/endpoints/fields.ts'
import { runOneJob } from '#lib/domain/jobs/run.ts'
import { removeMember } from '#lib/domain/members/remove-member.ts'
import { publishMessage } from '#lib/domain/messages/publish.ts'
import { uuidv7 } from '#lib/domain/shared/ids.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { deliveriesOf, insertAttempt, insertDelivery } from '#lib/testing/deliveries.ts'
import { makeEndpoint } from '#lib/testing/factories.ts'
import { makeApp, userToken } from '#lib/testing/oauth-apps.ts'
import { json, type StandardScene, standardScene } from './scene.fixture.ts'

useDatabase()

let scene: StandardScene
let endpoint: EndpointWithSecrets
beforeEach(async () => {
  scene = await standardScene()
  endpoint = (await makeEndpoint(scene.owner, 'standard', { events: ['*'] })).endpoint
})

type Items = readonly Readonly<Record<string, unknown>>[]
type Answer = Awaited<ReturnType<StandardScene['send']>>

const get = (path: string) => scene.send('GET', path)
const post = (path: string, body?: unknown) =>
  scene.send('POST', path, body === undefined ? {} : { json: body })
const idsIn = (answer: Answer) => (json(answer).items as Items).map(({ id }) => id)
const errorsOf = (answer: Answer) =>
  (json(answer).errors as Items | undefined)?.map(({ path, code }) => `${path} ${code}`)
const publish = (eventType = 'invoice.created') =>
  publishMessage(scene.owner, { eventType, payload: { id: 'inv_1' } })
const onTheWay = async () => (await deliveriesOf(endpoint)).map(({ id }) => id)
const only = async (): Promise<string> => (await onTheWay())[0] ?? ''

describe('GET /messages/{id}', () => {
  test('shows what was published and what became of it, also by the id that receivers see', async () => {
    const { id } = await publish()
    const answer = await get(`/messages/${id}`)
    expect(answer.status).toBe(200)
    expect(json(answer)).toMatchObject({
      id,
      type: 'invoice.created',
      payload: { id: 'inv_1' },
      deliveries: [{ id: await only(), endpoint_id: endpoint.id, state: 'pending' }],
    })
    expect((await get(`/messages/msg_${id}`)).text).toBe(answer.text)
  })

  test('is 404 for another team’s, for none, and for what is no id', async () => {
    const { id } = await publish()
    const other = await standardScene()
    for (const path of [`/messages/${uuidv7()}`, '/messages/nonsense', '/messages/%00'])
      expect((await get(path)).status).toBe(404)
    expect((await other.send('GET', `/messages/${id}`)).status).toBe(404)
  })

  test('counts as reading, not as publishing', async () => {
    const limited = await standardScene({
      limit: (name) => (name === 'standard.requests' ? { points: 1, windowSeconds: 60 } : undefined),
    })
    await limited.send('GET', '/messages/x')
    expect((await limited.send('GET', '/messages/x')).status).toBe(429)
  })
})

describe('GET /deliveries', () => {
  test('lists newest first, and is walked by cursor in both directions', async () => {
    for (let i = 0; i < 5; i++) await publish()
    const all = idsIn(await get('/deliveries'))
    expect(all).toEqual((await onTheWay()).toReversed())
    const first = await get('/deliveries?limit=2')
    const second = await get(`/deliveries?limit=2&cursor=${json(first).next_cursor}`)
    const back = await get(`/deliveries?limit=2&cursor=${json(second).previous_cursor}`)
    expect([...idsIn(first), ...idsIn(second)]).toEqual(all.slice(0, 4))
    expect(idsIn(back)).toEqual(idsIn(first))
  })

  test('finds by endpoint, message, event type, state, answer and time', async () => {
    const other = (await makeEndpoint(scene.owner, 'standard', { events: ['deal.won'] })).endpoint
    const at = (day: number) => new Date(Date.UTC(2026, 4, day))
    const failed = await insertDelivery(endpoint, {
      state: 'failed',
      attempts: 1,
      lastCode: 503,
      createdAt: at(1),
    })
    const silent = await insertDelivery(endpoint, { state: 'failed', attempts: 1, createdAt: at(2) })
    const arrived = await insertDelivery(other, {
      eventType: 'deal.won',
      attempts: 1,
      lastCode: 200,
      createdAt: at(3),
    })
    const { id: message } = await publish()
    const [waiting] = (await deliveriesOf(endpoint)).filter(({ messageId }) => messageId === message)
    for (const [query, found] of [
      [`endpoint_id=${other.id}`, [arrived]],
      [`endpoint_id=${other.publicId}`, [arrived]],
      [`message_id=${message}`, [waiting?.id]],
      [`message_id=${waiting?.id}`, []],
      ['event_type=deal.won', [arrived]],
      ['state=failed', [silent, failed]],
      ['state=failed,succeeded', [arrived, silent, failed]],
      ['code=5xx', [failed]],
      ['code=none', [silent]],
      ['from=2026-05-02T00:00:00Z&before=2026-05-03T02:00:00%2B02:00', [silent]],
      [`search=msg_${message}`, [waiting?.id]],
      [`endpoint_id=${uuidv7()}`, []],
      ['endpoint_id=ep_nobodyHasThisOne0000000', []],
    ] as const)
      expect([query, idsIn(await get(`/deliveries?${query}`))]).toEqual([query, found])
  })

  test.each([
    ['endpoint_id=nonsense', 'endpoint_id'],
    ['message_id=7', 'message_id'],
    ['event_type=', 'event_type'],
    ['state=lost', 'state'],
    ['state=', 'state'],
    ['state=failed&state=held', 'state'],
    ['code=200', 'code'],
    ['from=yesterday', 'from'],
    ['before=2026-02-31T00:00:00Z', 'before'],
    ['search=%20', 'search'],
    ['cursor=nonsense', 'cursor'],
    ['limit=0', 'limit'],
    ['colour=red', 'colour'],
  ])('refuses %s by name', async (query, parameter) => {
    const answer = await get(`/deliveries?${query}`)
    expect([answer.status, json(answer).code, json(answer).parameter]).toEqual([400, 'bad_query', parameter])
  })

  test('is the team’s own, and for who may read deliveries', async () => {
    await publish()
    const other = await standardScene()
    expect(idsIn(await other.send('GET', '/deliveries'))).toEqual([])
    expect(idsIn(await other.send('GET', `/deliveries?endpoint_id=${endpoint.publicId}`))).toEqual([])
    const scoped = await scene.key('admin', 'project_key', { scopes: ['endpoint:read'] })
    expect((await scene.sendWith(scoped)('GET', '/deliveries')).status).toBe(403)
    const viewer = scene.sendWith(await scene.key('viewer'))
    expect(idsIn(await viewer('GET', '/deliveries'))).toHaveLength(1)
  })
})

describe('GET /deliveries/{id}', () => {
  test('shows all attempts, with what was sent and what came back', async () => {
    const id = await insertDelivery(endpoint, { state: 'pending', attempts: 2, lastCode: 500 })
    await insertAttempt(endpoint, {
      deliveryId: id,
      responseCode: null,
      responseHeaders: null,
      responseBody: null,
      errorCode: 'timeout',
      errorMessage: 'No answer came.',
    })
    const requestHeaders = { 'content-type': 'application/json' }
    await insertAttempt(endpoint, { deliveryId: id, attempt: 2, responseCode: 500, requestHeaders })
    const body = json(await get(`/deliveries/${id}`))
    expect(body).toMatchObject({
      id,
      state: 'pending',
      attempt_count: 2,
      next_attempt_at: expect.any(String),
      attempts: [
        { attempt: 1, response: null, error: { code: 'timeout', message: 'No answer came.' } },
        {
          attempt: 2,
          succeeded: false,
          request: { url: 'https://receiver.example/hooks', headers: requestHeaders, body: '{}' },
          response: { code: 500, headers: {}, body: 'ok' },
          error: null,
          duration_ms: 12,
        },
      ],
    })
  })

  test('is 404 for another team’s, for none, and for what is no id', async () => {
    const id = await insertDelivery(endpoint)
    const other = await standardScene()
    expect((await other.send('GET', `/deliveries/${id}`)).status).toBe(404)
    for (const path of [uuidv7(), 'nonsense', '%00'])
      expect((await get(`/deliveries/${path}`)).status).toBe(404)
  })
})

describe('POST /deliveries/{id}/replay', () => {
  test('makes a delivery of its own: 202, with where it is', async () => {
    const { id: message } = await publish()
    const answer = await post(`/deliveries/${await only()}/replay`)
    expect(answer.status).toBe(202)
    const made = json(answer)
    expect(made).toMatchObject({ message_id: message, state: 'pending', manual: true, attempt_count: 0 })
    expect(answer.headers.get('location')).toBe(`/api/patchbay/v1/deliveries/${made.id}`)
    const { attempts, ...read } = json(await get(`/deliveries/${made.id}`))
    expect([read, attempts]).toEqual([made, []])
    expect(scene.services.told).toContainEqual(expect.objectContaining({ action: 'delivery.moved' }))
  })

  test('with an Idempotency-Key is sent once', async () => {
    await publish()
    const path = `/deliveries/${await only()}/replay`
    const headers = { 'idempotency-key': crypto.randomUUID() }
    const first = await scene.send('POST', path, { headers })
    const second = await scene.send('POST', path, { headers })
    expect(second.text).toBe(first.text)
    expect(second.headers.get('idempotency-replayed')).toBe('true')
    expect(await onTheWay()).toHaveLength(2)
  })

  test('is refused to who may not, for what is not theirs, and while the endpoint is paused', async () => {
    await publish()
    const id = await only()
    const viewer = scene.sendWith(await scene.key('viewer'))
    expect((await viewer('POST', `/deliveries/${id}/replay`)).status).toBe(403)
    const other = await standardScene()
    expect((await other.send('POST', `/deliveries/${id}/replay`)).status).toBe(404)
    expect((await post('/deliveries/nonsense/replay')).status).toBe(404)
    expect(errorsOf(await post(`/deliveries/${id}/replay`, { now: true }))).toEqual(['/now unknown_field'])
    await scene.send('PATCH', `/endpoints/${endpoint.id}`, { json: { active: false } })
    const paused = await post(`/deliveries/${id}/replay`)
    expect([paused.status, json(paused).code]).toEqual([409, 'wrong_state'])
    expect(await onTheWay()).toHaveLength(1)
  })

  test('is enough for a key with its scope alone', async () => {
    await publish()
    const scoped = scene.sendWith(await scene.key('admin', 'project_key', { scopes: ['delivery:replay'] }))
    expect((await scoped('POST', `/deliveries/${await only()}/replay`)).status).toBe(202)
    expect((await scoped('GET', '/deliveries')).status).toBe(403)
  })
})

describe('POST /deliveries/replay', () => {
  const replay = (body: unknown, query = '') => post(`/deliveries/replay${query}`, body)
  /** The job, when it is at its end. */
  const worked = async (id: unknown) => {
    const onError = (error: unknown) => {
      throw error
    }
    for (let i = 0; i < 100 && json(await get(`/jobs/${id}`)).finished_at === null; i++)
      await runOneJob({ ...scene.services, onError }, new AbortController().signal)
    return json(await get(`/jobs/${id}`))
  }

  test('a dry run counts and sends nothing; the job sends what the filter finds', async () => {
    await publish()
    await publish('deal.won')
    const filter = { event_type: 'deal.won', endpoint_id: endpoint.publicId, states: ['pending'] }
    const preview = await replay({ filter }, '?dry_run=true')
    expect(preview.status, preview.text).toBe(200)
    expect(json(preview)).toMatchObject({
      dry_run: true,
      total: 1,
      sending: 1,
      events: [{ event_type: 'deal.won', count: 1 }],
    })
    expect(await onTheWay()).toHaveLength(2)
    const started = await replay({ filter })
    expect(started.status, started.text).toBe(202)
    const job = json(started)
    expect(started.headers.get('location')).toBe(`/api/patchbay/v1/jobs/${job.id}`)
    expect(job).toMatchObject({
      kind: 'deliveries.replay',
      total: 1,
      replay: { ...filter, endpoint_id: endpoint.id },
    })
    expect(await worked(job.id)).toMatchObject({ state: 'done', changed: 1, failed: 0 })
    expect((await deliveriesOf(endpoint)).map(({ eventType, manual }) => [eventType, manual])).toEqual([
      ['invoice.created', false],
      ['deal.won', false],
      ['deal.won', true],
    ])
  })

  test('by an app in a user’s name sends nothing once the user has left the team', async () => {
    await publish()
    const support = await scene.team.as('support')
    const app = await makeApp(scene.owner, ['delivery:read', 'delivery:replay', 'endpoint:read'])
    const token = await userToken(app, support)
    const started = await scene.sendWith(token)('POST', '/deliveries/replay', { json: { filter: {} } })
    expect(started.status, started.text).toBe(202)
    await removeMember(scene.owner, { userId: support.actor.id ?? '' })
    expect(await worked(json(started).id)).toMatchObject({ state: 'failed', done: 0 })
    expect(await onTheWay()).toHaveLength(1)
  })

  test('by a message is of that message alone', async () => {
    await publish()
    const { id } = await publish()
    const filter = { message_id: id, from: '2026-01-01T00:00:00Z' }
    expect(json(await replay({ filter }, '?dry_run=true'))).toMatchObject({ total: 1 })
    expect(json(await replay({ filter }))).toMatchObject({ total: 1, replay: { message_id: id } })
  })

  test('can be stopped by who may start it', async () => {
    await publish()
    const support = scene.sendWith(await scene.key('support'))
    const job = json(await support('POST', '/deliveries/replay', { json: { filter: {} } }))
    const stopped = await support('POST', `/jobs/${job.id}/cancel`)
    expect([stopped.status, json(stopped).state]).toEqual([200, 'cancelled'])
    const viewer = scene.sendWith(await scene.key('viewer'))
    expect((await viewer('POST', `/jobs/${job.id}/cancel`)).status).toBe(403)
  })

  test('is refused to who may not, and where there is nothing to send', async () => {
    const nothing = await replay({ filter: {} })
    expect([nothing.status, json(nothing).code]).toEqual([409, 'wrong_state'])
    const viewer = scene.sendWith(await scene.key('viewer'))
    expect((await viewer('POST', '/deliveries/replay', { json: { filter: {} } })).status).toBe(403)
    await publish()
    const other = await standardScene()
    const theirs = await other.send('POST', '/deliveries/replay?dry_run=true', {
      json: { filter: { endpoint_id: endpoint.publicId } },
    })
    expect(json(theirs)).toMatchObject({ total: 0 })
  })

  test.each([
    [{}, ['/filter required']],
    [{ filter: null }, ['/filter null']],
    [{ filter: [] }, ['/filter wrong_type']],
    [{ filter: {}, all: true }, ['/all unknown_field']],
    [{ filter: { colour: 'red' } }, ['/filter/colour unknown_field']],
    [{ filter: { endpointId: 'x' } }, ['/filter/endpointId unknown_field']],
    [{ filter: { states: 'failed' } }, ['/filter/states wrong_type']],
    [{ filter: { states: [] } }, ['/filter/states empty_list']],
    [{ filter: { states: ['failed', 'lost'] } }, ['/filter/states/1 not_a_choice']],
    [{ filter: { code: 500 } }, ['/filter/code wrong_type']],
    [{ filter: { code: '500' } }, ['/filter/code not_a_choice']],
    [{ filter: { endpoint_id: 'x' } }, ['/filter/endpoint_id bad_format']],
    [{ filter: { message_id: 'x' } }, ['/filter/message_id bad_format']],
    [{ filter: { event_type: '' } }, ['/filter/event_type bad_format']],
    [{ filter: { event_type: 'a\u0000' } }, ['/filter/event_type bad_format']],
    [{ filter: { search: ' ' } }, ['/filter/search bad_format']],
    [{ filter: { from: '2026-02-31T00:00:00Z' } }, ['/filter/from bad_format']],
    [{ filter: { before: 7 } }, ['/filter/before wrong_type']],
    [[], [' wrong_type']],
  ])('refuses %j', async (body, errors) => {
    await publish()
    const answer = await replay(body)
    expect([answer.status, errorsOf(answer)]).toEqual([422, errors])
    expect((await replay(body, '?dry_run=true')).status).toBe(422)
  })
})
