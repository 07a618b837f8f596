import { beforeAll, describe, expect, test } from 'vitest'
import { runOneJob } from '#lib/domain/jobs/run.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { makeEndpoint } from '#lib/testing/factories.ts'
import { json, type StandardScene, standardScene } from './scene.fixture.ts'

useDatabase()

let scene: StandardScene
let ids: string[]
beforeAll(async () => {
  scene = await standardScene()
  ids = []
  for (let i = 0; i < 3; i++) ids.push((await makeEndpoint(scene.owner)).endpoint.id)
})

async function work(id: unknown): Promise<Record<string, unknown>> {
  const services = {
    ...scene.services,
    onError: (error: unknown) => {
      throw error
    },
  }
  for (let i = 0; i < 100; i++) {
    const job = json(await scene.send('GET', `/jobs/${id}`))
    if (job.finished_at !== null) return job
    await runOneJob(services, new AbortController().signal)
  }
  throw new Error('The job does not end.')
}
const bulk = (body: unknown, query = '') => scene.send('POST', `/endpoints/bulk${query}`, { json: body })

test('a dry run says what would change on how many; the job does it, and tells how far it is', async () => {
  const edit = {
    filter: { dialects: ['standard'] },
    patch: { tls_verification: false, metadata: { k: 'v' } },
  }
  const preview = await bulk(edit, '?dry_run=true')
  expect(preview.status, preview.text).toBe(200)
  expect(json(preview)).toMatchObject({
    dry_run: true,
    total: 3,
    changing: 3,
    unchanged: 0,
    failing: 0,
    fields: [
      { field: 'tls_verification', count: 3 },
      { field: 'metadata', key: 'k', count: 3 },
    ],
  })
  expect(json(await scene.send('GET', `/endpoints/${ids[0]}`)).version).toBe(1)
  const started = await bulk(edit)
  expect(started.status, started.text).toBe(202)
  const job = json(started)
  expect(started.headers.get('location')).toBe(`/api/patchbay/v1/jobs/${job.id}`)
  expect(job).toMatchObject({ state: 'pending', total: 3, done: 0, patch: edit.patch, filter: edit.filter })
  expect(await work(job.id)).toMatchObject({ state: 'done', done: 3, changed: 3, failed: 0 })
  for (const id of ids)
    expect(json(await scene.send('GET', `/endpoints/${id}`))).toMatchObject({
      tls_verification: false,
      version: 2,
    })
  const listed = json(await scene.send('GET', '/jobs?limit=1'))
  expect(listed.items).toMatchObject([{ id: job.id, state: 'done' }])
})

test('events are added and removed by name', async () => {
  const job = json(await bulk({ ids, events: { add: ['deal.won'], remove: ['invoice.created'] } }))
  expect(job).toMatchObject({ kind: 'endpoints.events', events: { add: ['deal.won'] }, filter: null })
  expect(await work(job.id)).toMatchObject({ changed: 3 })
  const { events } = json(await scene.send('GET', `/endpoints/${ids[0]}`))
  expect(events).toMatchObject([{ type: 'deal.won' }])
})

test('a job is stopped once, and then has ended', async () => {
  const { id } = json(await bulk({ ids, patch: { active: false } }))
  const stopped = await scene.send('POST', `/jobs/${id}/cancel`)
  expect(json(stopped)).toMatchObject({ state: 'cancelled', done: 0 })
  expect((await scene.send('POST', `/jobs/${id}/cancel`)).status).toBe(409)
  expect(json(await scene.send('GET', `/endpoints/${ids[0]}`)).active).toBe(true)
})

test('the same Idempotency-Key starts one job', async () => {
  const headers = { 'idempotency-key': crypto.randomUUID() }
  const ask = () =>
    scene.send('POST', '/endpoints/bulk', { json: { ids, patch: { description: 'Once' } }, headers })
  const [first, second] = [await ask(), await ask()]
  expect(json(second).id).toBe(json(first).id)
  await work(json(first).id)
})

test('a key starts a job that does what the key may, and a reader starts none', async () => {
  const key = await scene.key('admin', 'project_key', { scopes: ['endpoint:read', 'endpoint:update'] })
  const answer = await scene.sendWith(key)('POST', '/endpoints/bulk', {
    json: { ids, patch: { name: 'By key' } },
  })
  expect(await work(json(answer).id)).toMatchObject({ state: 'done', changed: 3, actor: { kind: 'api_key' } })
  const viewer = scene.sendWith(await scene.key('viewer'))
  const refused = await viewer('POST', '/endpoints/bulk', { json: { ids, patch: { name: 'No' } } })
  expect(refused.status).toBe(403)
})

describe('refused', () => {
  test.each([
    [{ patch: { active: false } }, ''],
    [{ ids: [], patch: { active: false } }, '/ids'],
    [{ filter: {}, patch: { id: 'x' } }, '/patch/id'],
    [{ filter: {}, patch: { colour: 'x' } }, '/patch/colour'],
    [{ filter: {}, patch: 'x' }, '/patch'],
    [{ filter: {}, patch: { events: [7] } }, '/patch/events/0'],
    [{ filter: { colour: 'x' }, patch: { active: true } }, '/filter/colour'],
    [{ all: true, patch: { active: true } }, '/all'],
  ])('%j at %s', async (body, path) => {
    const answer = await bulk(body)
    expect([answer.status, json(answer).errors]).toEqual([422, [expect.objectContaining({ path })]])
  })

  test('of a job that is another team’s, as of none', async () => {
    const { id } = json(await bulk({ ids, patch: { active: true } }))
    const other = await standardScene()
    expect((await other.send('GET', `/jobs/${id}`)).status).toBe(404)
    expect((await other.send('POST', `/jobs/${id}/cancel`)).status).toBe(404)
    expect((await other.send('GET', '/jobs/nonsense')).status).toBe(404)
    await work(id)
  })
})
