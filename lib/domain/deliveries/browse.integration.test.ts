import { describe, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { type DeliveryFacts, insertAttempt, insertDelivery } from '#lib/testing/deliveries.ts'
import { makeEndpoint, makeTeam } from '#lib/testing/factories.ts'
import { failureOf } from '#lib/testing/failure.ts'
import { deleteEndpoint } from '../endpoints/delete.ts'
import { uuidv7 } from '../shared/ids.ts'
import { type BrowseDeliveries, browseDeliveries } from './browse-deliveries.ts'
import { inspectAttempt, inspectDelivery } from './inspect-delivery.ts'
import { MOST_WALKED } from './repo-browse.ts'

useDatabase()

const minute = (n: number) => new Date(Date.UTC(2026, 1, 18, 10, n))

async function scene() {
  const team = await makeTeam()
  const owner = await team.as('owner')
  const ctx = await team.as('viewer')
  const { endpoint } = await makeEndpoint(owner)
  const insert = (facts: DeliveryFacts) => insertDelivery(endpoint, facts)
  const browse = async (query: BrowseDeliveries = {}) => {
    const page = await browseDeliveries(ctx, query)
    return { ...page, ids: page.items.map(({ id }) => id) }
  }
  return { team, owner, ctx, endpoint, insert, browse }
}

describe('the deliveries of a team', () => {
  test('of all endpoints, on their way and finished, are one list, newest first', async () => {
    const { owner, endpoint, insert, browse } = await scene()
    const { endpoint: other } = await makeEndpoint(owner, 'storno')
    const finished = await insert({ state: 'failed', createdAt: minute(1), lastCode: 500, attempts: 3 })
    const waiting = await insertDelivery(other, { state: 'pending', createdAt: minute(2) })
    const held = await insert({ state: 'held', createdAt: minute(3) })
    const page = await browse()
    expect(page.ids).toEqual([held, waiting, finished])
    expect(page.items.map(({ endpointName, dialect }) => [endpointName, dialect])).toEqual([
      [endpoint.name, 'standard'],
      [other.name, 'storno'],
      [endpoint.name, 'standard'],
    ])
    expect(page).toMatchObject({ previous: null, next: null, lookedTo: null })
    expect(page.items[2]).toMatchObject({ state: 'failed', lastCode: 500, attempts: 3, nextAttemptAt: null })
    expect((await browse({ endpointId: other.id })).ids).toEqual([waiting])
  })

  test('page forth and back, and what comes in between stays between', async () => {
    const { insert, browse } = await scene()
    const made: string[] = []
    for (let n = 0; n < 5; n++)
      made.unshift(await insert({ state: n % 2 ? 'pending' : 'succeeded', createdAt: minute(n) }))
    const first = await browse({ limit: 2 })
    const newer = await insert({ createdAt: minute(9) })
    const second = await browse({ limit: 2, cursor: first.next ?? '' })
    const third = await browse({ limit: 2, cursor: second.next ?? '' })
    expect([first.ids, second.ids, third.ids]).toEqual([made.slice(0, 2), made.slice(2, 4), made.slice(4)])
    expect(third.next).toBeNull()
    const back = await browse({ limit: 2, cursor: third.previous ?? '' })
    expect(back.ids).toEqual(second.ids)
    const start = await browse({ limit: 5, cursor: back.previous ?? '' })
    expect(start.ids).toEqual([newer, ...made.slice(0, 2)])
    expect(start.previous).toBeNull()
  })

  test('are narrowed by state, event, answer and time, by each and by all', async () => {
    const { insert, browse } = await scene()
    const paid = { eventType: 'invoice.paid', attempts: 1 }
    const ok = await insert({ ...paid, lastCode: 204, createdAt: minute(1) })
    const bad = await insert({ ...paid, state: 'failed', lastCode: 503, createdAt: minute(2) })
    const silent = await insert({ ...paid, state: 'pending', lastCode: null, createdAt: minute(3) })
    const fresh = await insert({ state: 'pending', attempts: 0, createdAt: minute(4) })
    expect((await browse({ states: ['pending'] })).ids).toEqual([fresh, silent])
    expect((await browse({ states: ['pending', 'failed'] })).ids).toEqual([fresh, silent, bad])
    expect((await browse({ eventType: 'invoice.paid' })).ids).toEqual([silent, bad, ok])
    expect((await browse({ code: '2xx' })).ids).toEqual([ok])
    expect((await browse({ code: '5xx' })).ids).toEqual([bad])
    // what was not sent yet was not left without an answer
    expect((await browse({ code: 'none' })).ids).toEqual([silent])
    const [from, before] = [minute(2).toISOString(), minute(4).toISOString()]
    expect((await browse({ from, before })).ids).toEqual([silent, bad])
    expect((await browse({ from, before, states: ['failed'], code: '5xx' })).ids).toEqual([bad])
  })

  test('are found by the id of their message, of themselves, or that the publisher gave', async () => {
    const { ctx, insert, browse } = await scene()
    const id = await insert({ createdAt: minute(1) })
    await insert({ createdAt: minute(2) })
    const { messageId } = await db().deliveryHistory.findFirstOrThrow({ where: { id } })
    await db().messageKey.create({
      data: {
        teamId: ctx.teamId,
        key: 'order-17',
        messageId,
        fingerprint: new Uint8Array(),
        createdAt: minute(1),
      },
    })
    for (const search of [id, messageId, `msg_${messageId}`, ` ${messageId.toUpperCase()} `, 'order-17'])
      expect((await browse({ search })).ids).toEqual([id])
    for (const search of [uuidv7(), 'order-1', '%', 'order-17\u0000'])
      expect((await browse({ search })).ids).toEqual([])
  })

  test('of another team are not there, whatever is asked for', async () => {
    const [mine, theirs] = [await scene(), await scene()]
    const id = await theirs.insert({})
    for (const query of [{}, { search: id }, { endpointId: theirs.endpoint.id }])
      expect((await mine.browse(query)).ids).toEqual([])
    expect((await mine.browse({ endpointId: 'no-uuid' })).ids).toEqual([])
  })

  test('outlive their endpoint, without its name', async () => {
    const { owner, endpoint, insert, browse } = await scene()
    const id = await insert({})
    await deleteEndpoint(owner, { id: endpoint.id })
    expect((await browse()).items).toMatchObject([{ id, endpointName: null, dialect: null }])
  })

  test('refuse a page link that was never given out', async () => {
    const { browse } = await scene()
    expect(await failureOf(browse({ cursor: 'made-up' }))).toMatchObject({ code: 'invalid' })
  })

  test('that match seldom are looked for in steps, and none is missed', async () => {
    const { ctx, endpoint, insert, browse } = await scene()
    const seldom = { eventType: 'invoice.voided', state: 'failed' } as const
    const oldest = await insert({ ...seldom, createdAt: minute(0) })
    await db().$executeRaw`
      INSERT INTO delivery_history (id, team_id, endpoint_id, message_id, event_type, state, attempts, created_at, finished_at)
      SELECT encode(set_byte(set_byte(overlay(uuid_send(gen_random_uuid())
          PLACING substring(int8send((extract(epoch FROM ${minute(1)}::timestamptz) * 1000)::int8 + n) FROM 3)
          FROM 1 FOR 6), 6, 112), 8, 128), 'hex')::uuid,
        ${ctx.teamId}::uuid, ${endpoint.id}::uuid, gen_random_uuid(), 'invoice.paid', 'succeeded', 1, ${minute(1)}, ${minute(1)}
      FROM generate_series(1, ${MOST_WALKED}::int) n`
    const newest = await insert({ ...seldom, createdAt: minute(30) })
    const first = await browse({ eventType: seldom.eventType })
    expect(first.ids).toEqual([newest])
    expect(Date.parse(first.lookedTo ?? '')).toBeGreaterThan(minute(1).getTime())
    const second = await browse({ eventType: seldom.eventType, cursor: first.next ?? '' })
    expect(second.ids).toEqual([oldest])
    expect(second).toMatchObject({ next: null, lookedTo: null })
    const back = await browse({ eventType: seldom.eventType, cursor: second.previous ?? '' })
    expect(back.ids).toEqual([])
    expect((await browse({ eventType: seldom.eventType, cursor: back.previous ?? '' })).ids).toEqual([newest])
  })
})

describe('one delivery', () => {
  test('is shown with its attempts in order, the last of them whole', async () => {
    const { ctx, endpoint, insert } = await scene()
    const id = await insert({ state: 'pending', attempts: 2, createdAt: minute(1) })
    const first = await insertAttempt(endpoint, {
      deliveryId: id,
      sentAt: minute(2),
      responseCode: null,
      responseHeaders: null,
      responseBody: null,
      errorCode: 'timeout',
      errorMessage: 'No whole answer came within 15 s.',
    })
    const second = await insertAttempt(endpoint, {
      deliveryId: id,
      attempt: 2,
      sentAt: minute(3),
      responseCode: 500,
      responseBody: 'oh no',
      requestBody: '{"a":1}',
    })
    const shown = await inspectDelivery(ctx, id)
    expect(shown.delivery).toMatchObject({ id, endpointName: endpoint.name, state: 'pending' })
    expect(shown.attempts).toMatchObject([
      { id: first, attempt: 1, responseCode: null, errorCode: 'timeout' },
      { id: second, attempt: 2, responseCode: 500, errorCode: null },
    ])
    expect(shown.last).toMatchObject({ id: second, requestBody: '{"a":1}', responseBody: 'oh no' })
    // its message was never stored
    expect(shown.message).toBeNull()
    expect(await inspectAttempt(ctx, { deliveryId: id, attemptId: first })).toMatchObject({
      errorMessage: 'No whole answer came within 15 s.',
      responseHeaders: null,
      sentAt: minute(2).toISOString(),
    })
  })

  test('that was not sent yet shows what will be', async () => {
    const { ctx, insert } = await scene()
    const id = await insert({ state: 'held' })
    const { messageId } = await db().delivery.findUniqueOrThrow({ where: { id } })
    await db().$executeRaw`
      INSERT INTO messages (id, team_id, dialect, event_type, payload, external_id, occurred_at, created_at)
      VALUES (${messageId}::uuid, ${ctx.teamId}::uuid, 'standard', 'invoice.paid', '{"b":1,"a":2}', 'order-3',
        ${minute(1)}, ${minute(1)})`
    expect((await inspectDelivery(ctx, id)).message).toEqual({
      externalId: 'order-3',
      occurredAt: minute(1).toISOString(),
      payload: '{"b":1,"a":2}',
    })
  })

  test('of another team is not found, nor an attempt of another delivery', async () => {
    const [mine, theirs] = [await scene(), await scene()]
    const id = await theirs.insert({})
    const attemptId = await insertAttempt(theirs.endpoint, { deliveryId: id })
    const own = await mine.insert({})
    const calls = [
      () => inspectDelivery(mine.ctx, id),
      () => inspectDelivery(mine.ctx, 'no-uuid'),
      () => inspectAttempt(mine.ctx, { deliveryId: id, attemptId }),
      () => inspectAttempt(mine.ctx, { deliveryId: own, attemptId }),
      () => inspectAttempt(mine.ctx, { deliveryId: own, attemptId: 'no-uuid' }),
    ]
    for (const call of calls) expect(await failureOf(call())).toMatchObject({ code: 'not_found' })
  })
})
