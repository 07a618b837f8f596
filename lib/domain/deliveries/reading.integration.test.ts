import { describe, expect, test } from 'vitest'
import { useDatabase } from '#lib/testing/database.ts'
import { type DeliveryFacts, insertAttempt, insertDelivery } from '#lib/testing/deliveries.ts'
import { contextOf, makeEndpoint, makeTeam } from '#lib/testing/factories.ts'
import { failureOf } from '#lib/testing/failure.ts'
import { getEndpointWithSummary } from '../endpoints/get-with-summary.ts'
import { uuidv7 } from '../shared/ids.ts'
import { getDelivery } from './get-delivery.ts'
import { type AttemptSort, listAttempts } from './list-attempts.ts'
import { type ListDeliveries, listDeliveries } from './list-deliveries.ts'

useDatabase()

const minute = (n: number) => new Date(Date.UTC(2026, 1, 18, 10, n))

async function scene() {
  const team = await makeTeam()
  const ctx = await team.as('viewer')
  const { endpoint } = await makeEndpoint(await team.as('owner'), 'storno')
  const insert = (facts: DeliveryFacts) => insertDelivery(endpoint, facts)
  const list = async (query: Partial<ListDeliveries> = {}) => {
    const found = await listDeliveries(ctx, {
      endpointId: endpoint.id,
      filter: {},
      offset: 0,
      limit: 20,
      ...query,
    })
    return { ids: found.items.map((item) => item.id), total: found.total }
  }
  return { team, ctx, endpoint, insert, list }
}

describe('deliveries of an endpoint', () => {
  test('on their way and finished are one list, newest first', async () => {
    const { insert, list } = await scene()
    const finished = await insert({ state: 'failed', createdAt: minute(1) })
    const waiting = await insert({ state: 'pending', createdAt: minute(2) })
    const arrived = await insert({ state: 'succeeded', createdAt: minute(3) })
    expect(await list()).toEqual({ ids: [arrived, waiting, finished], total: 3 })
  })

  test('page by offset, with the total of all pages', async () => {
    const { insert, list } = await scene()
    const made: string[] = []
    for (let n = 0; n < 5; n++)
      made.unshift(await insert({ state: n % 2 ? 'pending' : 'failed', createdAt: minute(n) }))
    expect(await list({ offset: 2, limit: 2 })).toEqual({ ids: made.slice(2, 4), total: 5 })
    expect(await list({ offset: 9, limit: 2 })).toEqual({ ids: [], total: 5 })
  })

  test('by state, event type and time; the end of a time does not belong to it', async () => {
    const { insert, list } = await scene()
    const failed = await insert({ state: 'failed', createdAt: minute(1), eventType: 'invoice.paid' })
    const cancelled = await insert({ state: 'cancelled', createdAt: minute(2) })
    const held = await insert({ state: 'held', createdAt: minute(3), eventType: 'invoice.paid' })
    expect(await list({ filter: { states: ['failed', 'cancelled'] } })).toEqual({
      ids: [cancelled, failed],
      total: 2,
    })
    expect(await list({ filter: { eventType: 'invoice.paid' } })).toEqual({ ids: [held, failed], total: 2 })
    expect(await list({ filter: { from: minute(2), before: minute(3) } })).toEqual({
      ids: [cancelled],
      total: 1,
    })
    expect(await list({ filter: { states: [] } })).toEqual({ ids: [], total: 0 })
    expect(await list({ filter: { eventType: 'no\u0000where' } })).toEqual({ ids: [], total: 0 })
  })

  test('show what the last attempt took', async () => {
    const { ctx, endpoint, insert } = await scene()
    const deliveryId = await insert({ state: 'succeeded', attempts: 2 })
    await insertAttempt(endpoint, { deliveryId, attempt: 1, durationMs: 900, sentAt: minute(1) })
    await insertAttempt(endpoint, { deliveryId, attempt: 2, durationMs: 31, sentAt: minute(2) })
    const { items } = await listDeliveries(ctx, { endpointId: endpoint.id, filter: {}, offset: 0, limit: 1 })
    expect(items[0]).toMatchObject({ lastDurationMs: 31, attempts: 2, nextAttemptAt: null })
  })

  test('of another team are not there', async () => {
    const { endpoint, insert } = await scene()
    const deliveryId = await insert({ state: 'pending' })
    await insertAttempt(endpoint, { deliveryId })
    const stranger = await (await makeTeam()).as('owner')
    const page = { endpointId: endpoint.id, offset: 0, limit: 20 }
    expect(await listDeliveries(stranger, { ...page, filter: {} })).toEqual({ items: [], total: 0 })
    expect(await listAttempts(stranger, { ...page, sort: { by: 'created', order: 'desc' } })).toEqual({
      items: [],
      total: 0,
    })
    const calls = [
      getEndpointWithSummary(stranger, endpoint.id),
      getDelivery(stranger, { endpointId: endpoint.id, deliveryId }),
    ]
    for (const call of calls) expect((await failureOf(call)).code).toBe('not_found')
  })
})

describe('one delivery', () => {
  test('comes with its last attempt', async () => {
    const { ctx, endpoint, insert } = await scene()
    const next = minute(30)
    const deliveryId = await insert({ state: 'pending', attempts: 2, nextAttemptAt: next, lastCode: 502 })
    await insertAttempt(endpoint, { deliveryId, attempt: 1, responseCode: null, sentAt: minute(1) })
    await insertAttempt(endpoint, {
      deliveryId,
      attempt: 2,
      responseCode: 502,
      responseHeaders: { 'content-type': 'text/html' },
      requestHeaders: { 'X-Storno-Event': 'invoice.created' },
      responseBody: 'Bad gateway',
      sentAt: minute(2),
    })
    const { delivery, lastAttempt } = await getDelivery(ctx, { endpointId: endpoint.id, deliveryId })
    expect(delivery).toMatchObject({
      id: deliveryId,
      endpointId: endpoint.id,
      state: 'pending',
      attempts: 2,
      lastCode: 502,
      nextAttemptAt: next,
      finishedAt: null,
    })
    expect(lastAttempt).toMatchObject({
      attempt: 2,
      succeeded: false,
      responseCode: 502,
      requestHeaders: { 'X-Storno-Event': 'invoice.created' },
      responseHeaders: { 'content-type': 'text/html' },
      responseBody: 'Bad gateway',
      sentAt: minute(2),
    })
  })

  test('has none before its first', async () => {
    const { ctx, endpoint, insert } = await scene()
    const deliveryId = await insert({ state: 'held' })
    const found = await getDelivery(ctx, { endpointId: endpoint.id, deliveryId })
    expect(found.delivery.lastDurationMs).toBeNull()
    expect(found.lastAttempt).toBeNull()
  })

  test.each(['', 'nonsense', uuidv7()])('is not found by %j', async (deliveryId) => {
    const { ctx, endpoint } = await scene()
    const failure = await failureOf(getDelivery(ctx, { endpointId: endpoint.id, deliveryId }))
    expect(failure.code).toBe('not_found')
  })

  test('of another endpoint of the same team is not found', async () => {
    const { team, ctx, insert } = await scene()
    const other = await makeEndpoint(await team.as('owner'), 'storno')
    const deliveryId = await insert({})
    const failure = await failureOf(getDelivery(ctx, { endpointId: other.endpoint.id, deliveryId }))
    expect(failure.code).toBe('not_found')
  })
})

test('a summary counts both tables and names the newest', async () => {
  const { ctx, endpoint, insert } = await scene()
  const read = () => getEndpointWithSummary(ctx, endpoint.id)
  expect(await read()).toEqual({ endpoint, summary: { count: 0, last: null } })
  await insert({ state: 'succeeded', createdAt: minute(1) })
  await insert({ state: 'pending', createdAt: minute(3) })
  await insert({ state: 'failed', createdAt: minute(2), lastAttemptAt: minute(4) })
  expect((await read()).summary).toEqual({ count: 3, last: { state: 'pending', at: minute(3) } })
  await insert({ state: 'failed', createdAt: minute(5), lastAttemptAt: minute(6) })
  expect((await read()).summary).toEqual({ count: 4, last: { state: 'failed', at: minute(6) } })
})

describe('attempts of an endpoint', () => {
  async function three() {
    const made = await scene()
    const ids: string[] = []
    for (const [sent, next] of [
      [1, 9],
      [2, null],
      [3, 4],
    ] as const) {
      const deliveryId = await made.insert({})
      const nextAttemptAt = next === null ? null : minute(next)
      ids.push(await insertAttempt(made.endpoint, { deliveryId, sentAt: minute(sent), nextAttemptAt }))
    }
    const list = async (sort: AttemptSort, offset = 0, limit = 20) => {
      const query = { endpointId: made.endpoint.id, sort, offset, limit }
      const { items, total } = await listAttempts(made.ctx, query)
      return { order: items.map((item) => ids.indexOf(item.id)), total, items }
    }
    return { ...made, list }
  }

  test.each([
    ['created', 'asc', [0, 1, 2]],
    ['created', 'desc', [2, 1, 0]],
    ['sent', 'asc', [0, 1, 2]],
    ['sent', 'desc', [2, 1, 0]],
    ['next', 'asc', [2, 0, 1]],
    ['next', 'desc', [1, 0, 2]],
  ] as const)('by %s, %s', async (by, order, expected) => {
    const { list } = await three()
    expect((await list({ by, order })).order).toEqual(expected)
  })

  test('page by offset, with a number each that goes up', async () => {
    const { list } = await three()
    const page = await list({ by: 'created', order: 'asc' }, 1, 1)
    expect([page.order, page.total]).toEqual([[1], 3])
    const { items } = await list({ by: 'created', order: 'asc' })
    const numbers = items.map((item) => item.number)
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
    expect(numbers.every(Number.isInteger)).toBe(true)
  })
})

test('none of it is for who may not read deliveries', async () => {
  const { team, endpoint, insert } = await scene()
  const deliveryId = await insert({})
  const member = contextOf(team.id, 'owner', { id: uuidv7(), name: 'Nightly sync' })
  const ctx = { ...member, actor: { ...member.actor, permissions: new Set(['endpoint:read'] as const) } }
  const page = { endpointId: endpoint.id, offset: 0, limit: 1 }
  const calls = [
    listDeliveries(ctx, { ...page, filter: {} }),
    listAttempts(ctx, { ...page, sort: { by: 'created', order: 'asc' } }),
    getDelivery(ctx, { endpointId: endpoint.id, deliveryId }),
    getEndpointWithSummary(ctx, endpoint.id),
  ]
  for (const call of calls) expect((await failureOf(call)).code).toBe('forbidden')
})
