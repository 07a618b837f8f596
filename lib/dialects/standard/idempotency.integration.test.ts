import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { forgetExpiredKeys, KEPT_MS, LOCK_MS } from '#lib/domain/idempotency/keyed-answer.ts'
import { fakeClock } from '#lib/testing/clock.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { registerSecret } from '#lib/testing/secrets.ts'
import { json, type StandardScene, standardScene } from './scene.fixture.ts'

useDatabase()

const clock = fakeClock(new Date())
let scene: StandardScene
beforeAll(async () => {
  scene = await standardScene({ clock })
})

const body = { name: 'Once', url: 'https://once.example/in', events: ['deal.won'] }
const create = async (key: string, fields: Record<string, unknown> = body, send = scene.send) => {
  const answer = await send('POST', '/endpoints', { json: fields, headers: { 'idempotency-key': key } })
  const { secret } = json(answer)
  if (typeof secret === 'string') registerSecret('endpoint-secret', secret)
  return answer
}
const newKey = () => crypto.randomUUID()
const countEndpoints = () => db().endpoint.count({ where: { teamId: scene.team.id } })
const rowOf = (key: string) => db().idempotencyKey.findFirst({ where: { teamId: scene.team.id, key } })

describe('a request with an Idempotency-Key', () => {
  test('that comes again gets the same answer, secret and headers too, and does nothing', async () => {
    const key = newKey()
    const first = await create(key)
    const count = await countEndpoints()
    const second = await create(key)
    expect([second.status, second.text]).toEqual([201, first.text])
    for (const name of ['etag', 'location']) expect(second.headers.get(name)).toBe(first.headers.get(name))
    expect(first.headers.get('idempotency-replayed')).toBeNull()
    expect(second.headers.get('idempotency-replayed')).toBe('true')
    expect(await countEndpoints()).toBe(count)
  })

  test('is kept sealed', async () => {
    const key = newKey()
    const { secret } = json(await create(key))
    const row = await rowOf(key)
    expect(Buffer.from(row?.sealed ?? []).includes(Buffer.from(String(secret)))).toBe(false)
    expect(row?.keyId).toEqual(expect.any(String))
  })

  test('with another body or path is refused', async () => {
    const key = newKey()
    await create(key)
    const other = await create(key, { ...body, name: 'Another' })
    expect([other.status, json(other).code]).toEqual([422, 'invalid'])
    const elsewhere = await scene.send('POST', '/event-types', {
      json: body,
      headers: { 'idempotency-key': key },
    })
    expect(elsewhere.status).toBe(422)
  })

  test('of another credential is another key', async () => {
    const key = newKey()
    await create(key)
    const count = await countEndpoints()
    const second = await create(key, body, scene.sendWith(await scene.key('developer')))
    expect(second.headers.get('idempotency-replayed')).toBeNull()
    expect(await countEndpoints()).toBe(count + 1)
  })

  test('that was refused changed nothing, and can be mended and sent again', async () => {
    const key = newKey()
    expect((await create(key, { ...body, url: 'nowhere' })).status).toBe(422)
    expect((await create(key)).status).toBe(201)
  })

  test('of twenty at once, one does it; all others get its answer or hear that it is at work', async () => {
    const [key, count] = [newKey(), await countEndpoints()]
    const answers = await Promise.all(Array.from({ length: 20 }, () => create(key)))
    expect(await countEndpoints()).toBe(count + 1)
    const waiting = answers.filter(({ status }) => status === 409)
    for (const answer of waiting) {
      expect(json(answer).code).toBe('wrong_state')
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
    }
    const done = answers.filter(({ status }) => status === 201)
    expect(done.length + waiting.length).toBe(20)
    expect(new Set(done.map(({ text }) => text)).size).toBe(1)
    expect(done.filter(({ headers }) => headers.get('idempotency-replayed') === null)).toHaveLength(1)
  })

  test('whose first try died at work is refused while its lock holds, and then taken over', async () => {
    const key = newKey()
    await create(key)
    await db().idempotencyKey.updateMany({
      where: { teamId: scene.team.id, key },
      data: { status: null, sealed: null, keyId: null },
    })
    expect((await create(key)).status).toBe(409)
    clock.advance(LOCK_MS)
    const count = await countEndpoints()
    expect((await create(key)).status).toBe(201)
    expect(await countEndpoints()).toBe(count + 1)
  })

  test('is forgotten after 24 hours', async () => {
    const key = newKey()
    await create(key)
    clock.advance(KEPT_MS)
    expect((await create(key, { ...body, name: 'Next day' })).headers.get('idempotency-replayed')).toBeNull()
    clock.advance(KEPT_MS)
    await forgetExpiredKeys(clock.now())
    expect(await rowOf(key)).toBeNull()
  })

  test.each(['', 'x'.repeat(256), 'with space'])('%j is refused as a key', async (key) => {
    const answer = await create(key)
    expect(answer.status).toBe(422)
  })

  test('works for PATCH and DELETE, where the second would find nothing', async () => {
    const made = json(await create(newKey()))
    const remove = { headers: { 'idempotency-key': newKey() } }
    const path = `/endpoints/${made.id}`
    expect((await scene.send('DELETE', path, remove)).status).toBe(204)
    expect((await scene.send('DELETE', path, remove)).status).toBe(204)
    expect((await scene.send('DELETE', path)).status).toBe(404)
  })
})
