import { beforeAll, describe, expect, test } from 'vitest'
import { fakeClock } from '#lib/testing/clock.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { makeEndpoint } from '#lib/testing/factories.ts'
import { registerSecret } from '#lib/testing/secrets.ts'
import { json, type StandardScene, standardScene } from './scene.fixture.ts'

useDatabase()

let scene: StandardScene
let path: string
beforeAll(async () => {
  scene = await standardScene()
  path = `/endpoints/${(await makeEndpoint(scene.owner)).endpoint.id}`
})

describe('a body', () => {
  test('with a key that comes twice is refused by its name', async () => {
    const answer = await scene.send('PATCH', path, { raw: '{"name":"a","name":"b"}' })
    expect([answer.status, json(answer).code]).toEqual([400, 'bad_json'])
    expect(json(answer).detail).toContain('"name"')
  })

  test.each([
    ['text/plain', 415],
    ['application/x-www-form-urlencoded', 415],
    ['application/json; charset=utf-16', 415],
    ['Application/JSON; charset="UTF-8"', 200],
    ['application/merge-patch+json', 200],
  ])('of %s: %i', async (type, status) => {
    const answer = await scene.send('PATCH', path, { json: {}, headers: { 'content-type': type } })
    expect(answer.status).toBe(status)
    if (status === 415) expect(answer.headers.get('accept-patch')).toContain('application/json-patch+json')
  })

  test('of a JSON Patch is not taken where nothing is patched', async () => {
    const headers = { 'content-type': 'application/json-patch+json' }
    expect((await scene.send('POST', '/endpoints', { json: [], headers })).status).toBe(415)
  })

  test('with __proto__ anywhere is refused at its place', async () => {
    const answer = await scene.send('PATCH', path, { raw: '{"metadata":{"__proto__":"x"}}' })
    expect([answer.status, json(answer).errors]).toEqual([
      422,
      [expect.objectContaining({ path: '/metadata/__proto__', code: 'unknown_field' })],
    ])
  })
})

describe('a credential', () => {
  test('is taken as Bearer and as x-api-key, but not two different ones', async () => {
    const key = await scene.key('admin', 'project_key', { scopes: ['endpoint:read'] })
    const token = await scene.key('viewer', 'personal_token')
    const get = (headers: Record<string, string>) => scene.sendWith(null)('GET', path, { headers })
    expect((await get({ 'x-api-key': key })).status).toBe(200)
    expect((await get({ authorization: `bearer ${key}`, 'x-api-key': key })).status).toBe(200)
    expect((await get({ authorization: `Bearer ${token}` })).status).toBe(200)
    expect((await get({ authorization: `Bearer ${token}`, 'x-api-key': key })).status).toBe(401)
  })

  test('that is missing or wrong is challenged', async () => {
    const none = await scene.sendWith(null)('GET', path)
    expect([none.status, none.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="patchbay"'])
    const wrong = await scene.sendWith(`ak_${'x'.repeat(44)}`)('GET', path)
    expect(wrong.status).toBe(401)
    expect(wrong.headers.get('www-authenticate')).toContain('error="invalid_token"')
    const basic = await scene.sendWith(null)('GET', path, { headers: { authorization: 'Basic eDp5' } })
    expect(basic.status).toBe(401)
  })

  test('of another kind of door is not taken', async () => {
    const storno = await scene.key('admin', 'storno_key', { scopes: ['endpoint:read'] })
    expect((await scene.sendWith(storno)('GET', path)).status).toBe(401)
  })

  test('does no more than its scopes', async () => {
    const send = scene.sendWith(await scene.key('admin', 'project_key', { scopes: ['endpoint:read'] }))
    expect((await send('GET', path)).status).toBe(200)
    const refused = await send('PATCH', path, { json: { name: 'x' } })
    expect([refused.status, json(refused).code]).toEqual([403, 'forbidden'])
    for (const other of ['/members', '/changes', '/team', '/event-types', '/keys', '/invitations'])
      expect([other, (await send('GET', other)).status]).toEqual([other, 403])
  })
})

test('a problem says what, where and under which id', async () => {
  const requestId = crypto.randomUUID()
  const answer = await scene.send('PATCH', path, { json: { url: 7 }, headers: { 'x-request-id': requestId } })
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(answer.body).toEqual({
    type: 'urn:patchbay:problem:invalid',
    title: 'The input is not valid',
    status: 422,
    detail: 'Destination URL must be text.',
    instance: `urn:uuid:${requestId}`,
    code: 'invalid',
    request_id: requestId,
    errors: [{ path: '/url', code: 'wrong_type', message: 'Destination URL must be text.' }],
  })
})

test('limits are told with each answer, and refuse what is too much', async () => {
  const limited = await standardScene({
    limit: (name) => (name === 'standard.requests' ? { points: 2, windowSeconds: 60 } : undefined),
  })
  const first = await limited.send('GET', '/team')
  expect(first.headers.get('ratelimit-policy')).toBe('"default";q=2;w=60')
  expect(first.headers.get('ratelimit')).toMatch(/^"default";r=1;t=([1-9]|[1-5]\d|60)$/)
  await limited.send('GET', '/team')
  const refused = await limited.send('GET', '/team')
  expect([refused.status, json(refused).code]).toEqual([429, 'rate_limited'])
  expect(refused.headers.get('ratelimit')).toMatch(/r=0/)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
})

describe('secrets', () => {
  const secrets = (answer: { body: unknown }) => (answer.body as { items: Record<string, unknown>[] }).items

  test('are listed by masks, rotated with an overlap, shown on request, and revoked', async () => {
    const own = await standardScene({ clock: fakeClock(new Date()) })
    const { endpoint, secret } = await makeEndpoint(own.owner)
    const at = `/endpoints/${endpoint.id}/secrets`
    const shown = await own.send('POST', `${at}/reveal`)
    expect(json(shown)).toEqual({ secret })
    const rotated = await own.send('POST', `${at}/rotate`, { json: { overlap_seconds: 3600 } })
    expect(rotated.status, rotated.text).toBe(200)
    registerSecret('endpoint-secret', String(json(rotated).secret))
    expect(json(rotated)).toMatchObject({
      version: 2,
      secrets: [{ expires_at: null }, { id: expect.any(String) }],
    })
    const [current, old] = secrets(await own.send('GET', at))
    expect(String(current?.mask)).toMatch(/^whsec_•+$/)
    const overlap = Date.parse(String(old?.expires_at)) - Date.parse(String(current?.created_at))
    expect(overlap).toBe(3_600_000)
    expect((await own.send('DELETE', `${at}/${current?.id}`)).status).toBe(409)
    expect((await own.send('DELETE', `${at}/${old?.id}`)).status).toBe(204)
    expect(secrets(await own.send('GET', at))).toHaveLength(1)
    expect((await own.send('DELETE', `${at}/nonsense`)).status).toBe(404)
  })

  test.each([
    [{ overlap_seconds: -1 }, '/overlap_seconds'],
    [{ overlap_seconds: 8 * 86_400 }, '/overlap_seconds'],
    [{ overlap_seconds: '1' }, '/overlap_seconds'],
    [{ overlap: 1 }, '/overlap'],
  ])('%j is refused', async (body, at) => {
    const answer = await scene.send('POST', `${path}/secrets/rotate`, { json: body })
    expect([answer.status, json(answer).errors]).toEqual([422, [expect.objectContaining({ path: at })]])
  })

  test('are shown to nobody below an admin', async () => {
    const developer = scene.sendWith(await scene.key('developer'))
    expect((await developer('POST', `${path}/secrets/reveal`)).status).toBe(403)
  })
})
