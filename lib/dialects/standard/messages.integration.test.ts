import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { createEventType } from '#lib/domain/event-types/create.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { makeEndpoint } from '#lib/testing/factories.ts'
import { json, type StandardScene, standardScene } from './scene.fixture.ts'

useDatabase()

let scene: StandardScene
beforeAll(async () => {
  scene = await standardScene()
  await makeEndpoint(scene.owner, 'standard', { events: ['*'] })
})

const event = { type: 'invoice.created', payload: { id: 'inv_1' } }
const publish = (body: unknown, headers: Record<string, string> = {}) =>
  scene.send('POST', '/messages', { json: body, headers })
const publishAll = (messages: unknown) => scene.send('POST', '/messages/batch', { json: { messages } })
const errorsOf = (answer: Awaited<ReturnType<typeof publish>>) =>
  (json(answer).errors as { path: string; code: string }[]).map(({ path, code }) => `${path} ${code}`)
const countMessages = () => db().message.count({ where: { teamId: scene.team.id } })

describe('POST /messages', () => {
  test('publishes an event: 202 with its id, and what becomes of it', async () => {
    const answer = await publish({ ...event, occurred_at: '2026-05-26T16:00:00.5+02:00' })
    expect(answer.status).toBe(202)
    const body = json(answer)
    expect(body).toMatchObject({
      type: 'invoice.created',
      dialect: 'standard',
      external_id: null,
      occurred_at: '2026-05-26T14:00:00.500Z',
      deliveries: 1,
      duplicate: false,
    })
    expect(await db().delivery.count({ where: { messageId: String(body.id) } })).toBe(1)
  })

  test('with an id comes once; with other content it is a conflict', async () => {
    const id = crypto.randomUUID()
    const first = json(await publish({ ...event, id }))
    const second = await publish({ ...event, id })
    expect(second.status).toBe(202)
    expect(json(second)).toEqual({ ...first, duplicate: true })
    const other = await publish({ ...event, id, payload: {} })
    expect([other.status, json(other).code]).toEqual([409, 'conflict'])
    expect(errorsOf(other)).toEqual(['/id taken'])
  })

  test('is kept with the numbers that came, which a schema sees as JavaScript does', async () => {
    const type = 'parcel.weighed'
    const schema = { type: 'object', properties: { n: { type: 'integer', minimum: 9e15 } } }
    await createEventType(scene.owner, { name: type, schema })
    const numbers = '{"z":1,"10":[],"n":12345678901234567890,"id":9007199254740993,"huge":1e400}'
    const raw = `{"type":"${type}","payload":${numbers},"metadata":${numbers}}`
    const answer = await scene.send('POST', '/messages', { raw })
    expect(answer.status, answer.text).toBe(202)
    const batch = await scene.send('POST', '/messages/batch', { raw: `{"messages":[${raw}]}` })
    const [second] = json(batch).messages as { id: string }[]
    // keys that are whole numbers come first
    const kept = '{"10":[],"z":1,"n":12345678901234567890,"id":9007199254740993,"huge":1e400}'
    for (const id of [json(answer).id, second?.id]) {
      const [row] = await db().$queryRaw<unknown[]>`
        SELECT payload::text AS payload, metadata::text AS metadata FROM messages WHERE id = ${id}::uuid`
      expect(row).toEqual({ payload: kept, metadata: kept })
      const { text } = await scene.send('GET', `/messages/${id}`)
      expect(text).toContain(`"payload":${kept},"metadata":${kept}`)
    }
    const small = await scene.send('POST', '/messages', {
      raw: `{"type":"${type}","payload":{"n":1.00000000000000000001}}`,
    })
    expect(errorsOf(small)).toEqual(['/payload/n bad_format'])
  })

  test.each([
    ['{"type":"invoice.created","payload":1e400}', ['/payload wrong_type']],
    ['{"type":"invoice.created","payload":{},"metadata":12345678901234567890}', ['/metadata wrong_type']],
    ['{"type":1e400,"payload":{}}', ['/type wrong_type']],
    ['12345678901234567890', [' wrong_type']],
  ])('refuses %s', async (raw, errors) => {
    const answer = await scene.send('POST', '/messages', { raw })
    expect([answer.status, errorsOf(answer)]).toEqual([422, errors])
  })

  test('with an Idempotency-Key gets the first answer again', async () => {
    const key = { 'idempotency-key': crypto.randomUUID() }
    const first = await publish(event, key)
    const count = await countMessages()
    const second = await publish(event, key)
    expect(second.text).toBe(first.text)
    expect(await countMessages()).toBe(count)
  })

  test.each([
    [{ payload: {} }, ['/type required']],
    [{ type: 'deal.won' }, ['/payload required']],
    [{ ...event, type: 'no.such' }, ['/type unknown_event']],
    [{ ...event, type: 7 }, ['/type wrong_type']],
    [{ ...event, payload: [] }, ['/payload wrong_type']],
    [{ ...event, eventType: 'x', more: 1 }, ['/eventType unknown_field', '/more unknown_field']],
    [{ ...event, occurred_at: 'yesterday' }, ['/occurred_at bad_format']],
    [{ ...event, occurred_at: '2026-02-30T10:00:00' }, ['/occurred_at bad_format']],
    [{ ...event, occurred_at: '2026-02-31T00:00:00Z' }, ['/occurred_at bad_format']],
    [{ ...event, occurred_at: '2025-02-29T12:00:00+02:00' }, ['/occurred_at bad_format']],
    [{ ...event, occurred_at: '2026-05-26T24:00:00Z' }, ['/occurred_at bad_format']],
    [{ ...event, occurred_at: null }, ['/occurred_at bad_format']],
    [{ ...event, id: '' }, ['/id blank']],
    [{ ...event, dialect: 'nobody' }, ['/dialect not_a_choice']],
    [[], [' wrong_type']],
  ])('refuses %j', async (body, errors) => {
    const count = await countMessages()
    const answer = await publish(body)
    expect(answer.status).toBe(422)
    expect(errorsOf(answer)).toEqual(errors)
    expect(await countMessages()).toBe(count)
  })

  test('is for those who may publish', async () => {
    const send = scene.sendWith(await scene.key('support'))
    expect((await send('POST', '/messages', { json: event })).status).toBe(403)
    const scoped = scene.sendWith(await scene.key('admin', 'project_key', { scopes: ['message:publish'] }))
    expect((await scoped('POST', '/messages', { json: event })).status).toBe(202)
    expect((await scoped('GET', '/endpoints')).status).toBe(403)
  })

  test('has a limit of its own', async () => {
    const limited = await standardScene({
      limit: (name) => (name === 'standard.publish' ? { points: 1, windowSeconds: 60 } : undefined),
    })
    expect((await limited.send('POST', '/messages', { json: event })).status).toBe(202)
    expect((await limited.send('POST', '/messages', { json: event })).status).toBe(429)
    expect((await limited.send('GET', '/endpoints')).status).toBe(200)
  })
})

describe('POST /messages/batch', () => {
  test('publishes all, in their order', async () => {
    const answer = await publishAll([event, { ...event, type: 'deal.won' }])
    expect(answer.status).toBe(202)
    const { messages } = json(answer) as { messages: { type: string }[] }
    expect(messages.map(({ type }) => type)).toEqual(['invoice.created', 'deal.won'])
  })

  test('a conflict names each message whose id belongs to another', async () => {
    const [one, two] = [crypto.randomUUID(), crypto.randomUUID()]
    await publishAll([
      { ...event, id: one },
      { ...event, id: two },
    ])
    const count = await countMessages()
    const answer = await publishAll([
      event,
      { ...event, id: one, payload: {} },
      { ...event, id: two, payload: {} },
    ])
    expect([answer.status, json(answer).code]).toEqual([409, 'conflict'])
    expect(errorsOf(answer)).toEqual(['/messages/1/id taken', '/messages/2/id taken'])
    expect(await countMessages()).toBe(count)
  })

  test.each([
    [[event, { ...event, type: 'no.such' }], ['/messages/1/type unknown_event']],
    [
      [event, { payload: {} }, 7],
      ['/messages/1/type required', '/messages/2 wrong_type'],
    ],
    [[], ['/messages empty_list']],
    ['all', ['/messages wrong_type']],
    [Array.from({ length: 1_001 }, () => event), ['/messages too_many']],
  ])('or none: %#', async (messages, errors) => {
    const count = await countMessages()
    const answer = await publishAll(messages)
    expect(answer.status).toBe(422)
    expect(errorsOf(answer)).toEqual(errors)
    expect(await countMessages()).toBe(count)
  })
})
