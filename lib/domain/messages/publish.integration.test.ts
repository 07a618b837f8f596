import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { makeEndpoint, makeTeam, type TestContext } from '#lib/testing/factories.ts'
import { createEventType } from '../event-types/create.ts'
import { archiveEventType } from '../event-types/update.ts'
import type { NewMessage } from './message.ts'
import { publishMessage, publishMessages } from './publish.ts'
import { MAX_BATCH, MAX_PAYLOAD_BYTES } from './schema.ts'

useDatabase()

let ctx: TestContext
beforeAll(async () => {
  ctx = await (await makeTeam()).as('developer')
})

const event = { eventType: 'invoice.created', payload: { id: 'inv_1' } }
const newId = () => crypto.randomUUID()
const fresh = async () => (await makeTeam()).as('developer')
const deliveriesFor = (messageId: string) =>
  db().delivery.findMany({ where: { messageId }, orderBy: { endpointId: 'asc' } })
const counts = async ({ teamId }: TestContext) => ({
  messages: await db().message.count({ where: { teamId } }),
  keys: await db().messageKey.count({ where: { teamId } }),
  deliveries: await db().delivery.count({ where: { teamId } }),
})

describe('a message', () => {
  test('goes to every endpoint that subscribes to it, and to no other', async () => {
    const team = await fresh()
    const { endpoint: named } = await makeEndpoint(team)
    const { endpoint: all } = await makeEndpoint(team, 'standard', { events: ['*'] })
    const { endpoint: paused } = await makeEndpoint(team, 'standard', { active: false })
    await makeEndpoint(team, 'standard', { events: ['deal.won'] })
    // the same name in another catalogue is another event
    await makeEndpoint(team, 'storno')
    await makeEndpoint(await fresh(), 'standard', { events: ['*'] })

    const message = await publishMessage(team, event)
    expect(message).toMatchObject({ eventType: 'invoice.created', deliveries: 3, duplicate: false })
    const rows = await deliveriesFor(message.id)
    expect(rows.map(({ endpointId, state }) => [endpointId, state])).toEqual(
      [
        [named.id, 'pending'],
        [all.id, 'pending'],
        [paused.id, 'held'],
      ].toSorted(),
    )
  })

  test('without a subscriber is stored all the same', async () => {
    const message = await publishMessage(ctx, { ...event, eventType: 'deal.won' })
    expect(message.deliveries).toBe(0)
    expect(await db().message.findFirst({ where: { id: message.id } })).toMatchObject({
      teamId: ctx.teamId,
      payload: event.payload,
    })
  })

  test('of a type that is not in the catalogue, or no longer, is refused', async () => {
    const team = await fresh()
    await expect(publishMessage(team, { ...event, eventType: 'no.such' })).rejects.toMatchObject({
      code: 'invalid',
      issues: [{ path: ['eventType'], code: 'unknown_event' }],
    })
    await archiveEventType(team, { name: 'invoice.paid', archived: true })
    await expect(publishMessage(team, { ...event, eventType: 'invoice.paid' })).rejects.toMatchObject({
      code: 'invalid',
    })
    await expect(
      publishMessage(team, { ...event, dialect: 'storno', eventType: 'deal.won' }),
    ).rejects.toMatchObject({ code: 'invalid' })
    await expect(publishMessage(team, { ...event, dialect: 'nobody' })).rejects.toMatchObject({
      issues: [{ path: ['dialect'] }],
    })
    expect(await counts(team)).toEqual({ messages: 0, keys: 0, deliveries: 0 })
  })

  test('among many that would take too long to judge together is refused with them', async () => {
    const team = await fresh()
    const schema = { properties: { text: { pattern: '[^b]{0,240}c' } } }
    await createEventType(team, { name: 'text.written', schema })
    const message = { eventType: 'text.written', payload: { text: `${'a'.repeat(5_000)}c` } }
    const all = Array.from({ length: 8 }, () => message)
    await expect(publishMessages(team, all)).rejects.toMatchObject({
      code: 'invalid',
      issues: expect.arrayContaining([
        expect.objectContaining({ path: [7, 'payload', 'text'], code: 'too_long' }),
      ]),
    })
    expect((await counts(team)).messages).toBe(0)
    expect(await publishMessages(team, all.slice(0, 4))).toHaveLength(4)
  })

  test('is judged by the JSON Schema of its type', async () => {
    const team = await fresh()
    const schema = {
      type: 'object',
      required: ['total'],
      properties: { total: { type: 'number', minimum: 0 } },
    }
    await createEventType(team, { name: 'order.paid', schema })
    const publish = (payload: NewMessage['payload']) =>
      publishMessage(team, { eventType: 'order.paid', payload })
    await expect(publish({})).rejects.toMatchObject({
      code: 'invalid',
      issues: [{ path: ['payload', 'total'] }],
    })
    await expect(publish({ total: -1 })).rejects.toMatchObject({ issues: [{ path: ['payload', 'total'] }] })
    expect((await publish({ total: 12.5 })).duplicate).toBe(false)
  })

  test('may be as large and as deep as it says, and no more', async () => {
    const sized = (length: number) => ({ ...event, payload: { x: 'a'.repeat(length) } })
    await publishMessage(ctx, sized(MAX_PAYLOAD_BYTES - '{"x":""}'.length))
    await expect(publishMessage(ctx, sized(MAX_PAYLOAD_BYTES))).rejects.toMatchObject({
      issues: [{ path: ['payload'], code: 'too_long' }],
    })
    const nested = (depth: number): NewMessage['payload'] => (depth === 0 ? {} : { a: nested(depth - 1) })
    await publishMessage(ctx, { ...event, payload: nested(31) })
    await expect(publishMessage(ctx, { ...event, payload: nested(33) })).rejects.toMatchObject({
      code: 'invalid',
    })
  })

  test.each([
    ['an empty id', { id: '' }],
    ['an id of 257 characters', { id: 'x'.repeat(257) }],
    ['an id with a line break', { id: 'a\nb' }],
    ['half a character', { id: '\ud800' }],
    ['a list as payload', { payload: [] }],
    ['no payload', { payload: undefined }],
    ['a time before all', { occurredAt: new Date(-1) }],
    ['no time', { occurredAt: new Date(Number.NaN) }],
    ['a strange field', { team: 'x' }],
    ['no type', { eventType: '' }],
    ['a type with NUL', { eventType: 'a\u0000' }],
  ])('with %s is refused', async (_what, change) => {
    await expect(publishMessage(ctx, { ...event, ...change } as never)).rejects.toMatchObject({
      code: 'invalid',
    })
  })

  test('keeps the order of its keys, and its characters', async () => {
    const payload = { zulu: 'a\\u0000b', alpha: '\ud83d\ude00 \u2028', Mike: { z: 1, a: [null, 0.1] } }
    const { id } = await publishMessage(ctx, { ...event, payload })
    const [row] = await db().$queryRaw<{ text: string }[]>`
      SELECT payload::text AS text FROM messages WHERE id = ${id}::uuid`
    expect(row?.text).toBe(JSON.stringify(payload))
  })

  test.each([
    ['NUL', { a: ['x\u0000'] }, ['a', 0]],
    ['NUL in a key', { '\u0000': 1 }, ['\u0000']],
    ['half of a pair', { a: '\\\udc00' }, ['a']],
  ])('with %s cannot be stored, and is refused', async (_what, payload, path) => {
    await expect(publishMessage(ctx, { ...event, payload })).rejects.toMatchObject({
      code: 'invalid',
      issues: [{ path: ['payload', ...path], code: 'bad_format' }],
    })
  })
})

describe('a message with an id of the publisher', () => {
  test('that comes again is the same message, and nothing is sent again', async () => {
    const team = await fresh()
    await makeEndpoint(team)
    const input = { ...event, id: newId() }
    const first = await publishMessage(team, input)
    const second = await publishMessage(team, input)
    expect(second).toEqual({ ...first, duplicate: true })
    expect(await counts(team)).toEqual({ messages: 1, keys: 1, deliveries: 1 })
  })

  test('and other content is a conflict', async () => {
    const team = await fresh()
    const input = { ...event, id: newId() }
    await publishMessage(team, input)
    for (const other of [
      { payload: { id: 'inv_2' } },
      { eventType: 'invoice.paid' },
      { occurredAt: new Date() },
    ])
      await expect(publishMessage(team, { ...input, ...other })).rejects.toMatchObject({ code: 'conflict' })
    expect(await counts(team)).toMatchObject({ messages: 1, keys: 1 })
  })

  test('is published once by twenty at the same moment', async () => {
    const team = await fresh()
    await makeEndpoint(team)
    const input = { ...event, id: newId() }
    const published = await Promise.all(Array.from({ length: 20 }, () => publishMessage(team, input)))
    expect(new Set(published.map(({ id }) => id)).size).toBe(1)
    expect(published.filter(({ duplicate }) => !duplicate)).toHaveLength(1)
    expect(await counts(team)).toEqual({ messages: 1, keys: 1, deliveries: 1 })
  })

  test('is of its team: another one has the same id for itself', async () => {
    const input = { ...event, id: newId() }
    const mine = await publishMessage(ctx, input)
    const theirs = await publishMessage(await fresh(), input)
    expect(theirs).toMatchObject({ duplicate: false })
    expect(theirs.id).not.toBe(mine.id)
  })
})

describe('a batch', () => {
  test('is published in its order, each message once', async () => {
    const team = await fresh()
    await makeEndpoint(team, 'standard', { events: ['*'] })
    const known = { ...event, id: newId() }
    await publishMessage(team, known)
    const inputs = Array.from({ length: MAX_BATCH }, (_, n) => ({ ...event, payload: { n } }))
    inputs.splice(500, 1, known as never)
    const published = await publishMessages(team, inputs)
    expect(published).toHaveLength(MAX_BATCH)
    expect(published.filter(({ duplicate }) => duplicate)).toHaveLength(1)
    expect(published[500]?.duplicate).toBe(true)
    const rows = await db().message.findMany({ where: { teamId: team.teamId } })
    const stored = new Map(rows.map(({ id, payload }) => [id, payload]))
    expect(published.map(({ id }) => stored.get(id))).toEqual(inputs.map(({ payload }) => payload))
    expect(await counts(team)).toMatchObject({ messages: MAX_BATCH, deliveries: MAX_BATCH })
  })

  test('with one that is not valid publishes none, and says which', async () => {
    const team = await fresh()
    await expect(
      publishMessages(team, [event, { ...event, eventType: 'no.such' }, event, { ...event, id: '' }]),
    ).rejects.toMatchObject({ code: 'invalid', issues: [{ path: [3, 'id'] }] })
    await expect(publishMessages(team, [event, { ...event, eventType: 'no.such' }])).rejects.toMatchObject({
      issues: [{ path: [1, 'eventType'] }],
    })
    expect(await counts(team)).toEqual({ messages: 0, keys: 0, deliveries: 0 })
  })

  test('with an id that belongs to other content publishes none', async () => {
    const team = await fresh()
    const id = newId()
    await publishMessage(team, { ...event, id })
    const before = await counts(team)
    await expect(
      publishMessages(team, [{ ...event, id: newId() }, event, { ...event, id, payload: {} }]),
    ).rejects.toMatchObject({ code: 'conflict' })
    expect(await counts(team)).toEqual(before)
    await expect(
      publishMessages(team, [
        { ...event, id: 'twice-in-one' },
        { ...event, id: 'twice-in-one', payload: {} },
      ]),
    ).rejects.toMatchObject({ code: 'conflict' })
    expect(await counts(team)).toEqual(before)
  })

  test('has its limits: one thousand messages, and so many bytes', async () => {
    await expect(
      publishMessages(
        ctx,
        Array.from({ length: MAX_BATCH + 1 }, () => event),
      ),
    ).rejects.toMatchObject({ issues: [{ code: 'too_many' }] })
    const large = { ...event, payload: { x: 'a'.repeat(250 * 1024) } }
    await expect(
      publishMessages(
        ctx,
        Array.from({ length: 40 }, () => large),
      ),
    ).rejects.toMatchObject({
      issues: [{ code: 'too_long' }],
    })
    expect(await publishMessages(ctx, [])).toEqual([])
  })
})
