import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { revokeApiKey } from '#lib/domain/api-keys/revoke-api-key.ts'
import { makeApiKey } from '#lib/testing/credentials.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { send, testServices } from '#lib/testing/door.ts'
import { makeSource, sourceSecret } from '#lib/testing/sources.ts'
import { expectRefusal, projectKey } from './conformance.fixture.ts'
import { composioRoutes } from './routes.ts'
import { type ComposioScene, openComposio, slugOf } from './scene.fixture.ts'

useDatabase()

const SUBSCRIPTIONS = '/api/v3/webhook_subscriptions'
const ENDPOINTS = '/api/v3.1/webhook_endpoints'
const valid = { webhook_url: 'https://agents.example/in', enabled_events: ['composio.trigger.message'] }

let scene: ComposioScene
beforeEach(async () => {
  scene = await openComposio()
})

describe('who asks', () => {
  test('a project key, or a user key, each in its own header (B7); names of headers have no case', async () => {
    const user = await makeApiKey(await scene.team.as('developer'), 'user_key')
    const ask = async (headers: Record<string, string>) =>
      (await scene.sendAs(headers, 'GET', SUBSCRIPTIONS)).status
    expect(await ask({ 'x-user-api-key': user.secret })).toBe(200)
    expect(await ask({ 'X-API-KEY': scene.writer['x-api-key'] ?? '' })).toBe(200)
    expect(await ask({ 'x-api-key': '', 'x-user-api-key': user.secret })).toBe(200)
    expect(await ask({ 'x-api-key': user.secret })).toBe(401)
    expect(await ask({ 'x-user-api-key': scene.writer['x-api-key'] ?? '' })).toBe(401)
    expect(await ask({ authorization: `Bearer ${scene.writer['x-api-key']}` })).toBe(401)
    expect(await ask({ 'x-api-key': 'ak_nobody', 'x-user-api-key': user.secret })).toBe(401)
  })

  test('a user key does what the user’s role may at this moment', async () => {
    const ask = async (
      role: 'viewer' | 'developer' | 'admin',
      method: string,
      path: string,
      json?: unknown,
    ) => {
      const { secret } = await makeApiKey(await scene.team.as(role), 'user_key')
      const request = json === undefined ? {} : { json }
      return (await scene.sendAs({ 'x-user-api-key': secret }, method, path, request)).status
    }
    const made = await scene.send('POST', SUBSCRIPTIONS, valid)
    const item = `${SUBSCRIPTIONS}/${(made.body as { id: string }).id}`
    expect(await ask('viewer', 'GET', item)).toBe(200)
    expect(await ask('viewer', 'PATCH', item, { version: 'V2' })).toBe(403)
    expect(await ask('developer', 'PATCH', item, { version: 'V2' })).toBe(200)
    expect(await ask('developer', 'DELETE', item)).toBe(403)
    expect(await ask('admin', 'DELETE', item)).toBe(200)
  })

  test('a key that is missing, malformed, unknown or revoked: 401 in the envelope', async () => {
    const owner = await scene.team.as('owner')
    const revoked = await makeApiKey(owner, 'project_key', { scopes: ['endpoint:read'] })
    await revokeApiKey(owner, { id: revoked.key.id })
    const known = scene.writer['x-api-key'] ?? ''
    for (const [headers, slug] of [
      [{}, 'Auth_MissingApiKey'],
      [{ 'x-api-key': 'x' }, 'Auth_InvalidApiKey'],
      [{ 'x-api-key': `${known.slice(0, -4)}0000` }, 'Auth_InvalidApiKey'],
      [{ 'x-api-key': revoked.secret }, 'Auth_InvalidApiKey'],
    ] as const)
      for (const path of [SUBSCRIPTIONS, ENDPOINTS]) {
        const answer = await scene.sendAs(headers, 'GET', path)
        expectRefusal(401, answer.body)
        expect([headers, slugOf(answer)]).toEqual([headers, slug])
      }
  })

  test('who may not is told so before anything is looked for, and without a key nothing is', async () => {
    const reader = (headers: Record<string, string>) =>
      scene.sendAs(headers, 'PATCH', `${SUBSCRIPTIONS}/ws_AAAAAAAAAAAA`, { raw: '{' })
    expect((await reader({ ...scene.reader })).status).toBe(403)
    expect((await reader({})).status).toBe(401)
    expect((await reader({ ...scene.writer })).status).toBe(404)
  })
})

describe('limits', () => {
  const rule = { points: 4, windowSeconds: 600 }

  test('20,000 in ten minutes, said on each answer that was counted', async () => {
    for (const path of [SUBSCRIPTIONS, `${SUBSCRIPTIONS}/ws_AAAAAAAAAAAA`]) {
      const { headers } = await scene.sendAs(scene.writer, 'GET', path)
      expect(headers.get('x-ratelimit')).toBe('20000')
      expect(headers.get('x-ratelimit-window-size')).toBe('600s')
      expect(Number(headers.get('x-ratelimit-remaining'))).toBeLessThan(20_000)
    }
    expect((await scene.sendAs({}, 'GET', SUBSCRIPTIONS)).headers.get('x-ratelimit')).toBeNull()
  })

  test('all keys of a team and both roots share it, and other teams do not', async () => {
    const limited = await openComposio({ limit: (name) => (name === 'composio' ? rule : undefined) })
    const other = await projectKey(limited.team)
    const ask = (headers: Readonly<Record<string, string>>, path: string) =>
      limited.sendAs(headers, 'GET', path)
    const left: (string | null)[] = []
    for (const [headers, path] of [
      [limited.writer, SUBSCRIPTIONS],
      [other, ENDPOINTS],
      [limited.reader, '/api/v3.1/webhook_subscriptions'],
      [other, '/api/v3/webhook_endpoints'],
    ] as const)
      left.push((await ask(headers, path)).headers.get('x-ratelimit-remaining'))
    expect(left).toEqual(['3', '2', '1', '0'])

    const refused = await ask(other, SUBSCRIPTIONS)
    expect(refused.status).toBe(429)
    expect(refused.text).toBe('{"message":"Rate limit exceeded. Limit: 4 requests per 10 minutes"}')
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('0')
    const retryAfter = Number(refused.headers.get('retry-after'))
    expect(retryAfter).toBeGreaterThan(0)
    expect(retryAfter).toBeLessThanOrEqual(600)

    const stranger = await projectKey((await openComposio()).team)
    expect((await ask(stranger, SUBSCRIPTIONS)).status).toBe(200)
  })
})

describe('what is no good request', () => {
  test('bad JSON, bytes that are no UTF-8, no object, too much: in the envelope', async () => {
    const raws = [
      ['{', 400],
      ['', 400],
      ['[]', 400],
      ['null', 400],
      [Uint8Array.from([0x7b, 0xff, 0x7d]), 400],
      [`{"a":"${'x'.repeat(1024 * 1024)}"}`, 413],
    ] as const
    const source = await makeSource(await scene.team.as('owner'))
    const item = `${ENDPOINTS}/${source.publicId}`
    for (const [raw, status] of raws)
      for (const [method, path] of [
        ['POST', SUBSCRIPTIONS],
        ['POST', ENDPOINTS],
        ['PATCH', item],
        ['POST', item],
      ] as const) {
        const answer = await scene.sendAs(scene.writer, method, path, { raw })
        expect([method, path, answer.status]).toEqual([method, path, status])
        expectRefusal(status, answer.body)
      }
    expect(await db().endpoint.count({ where: { teamId: scene.team.id } })).toBe(0)
  })

  test('a byte order mark is no fault', async () => {
    const answer = await scene.sendAs(scene.writer, 'POST', SUBSCRIPTIONS, {
      raw: `\ufeff${JSON.stringify(valid)}`,
    })
    expect(answer.status).toBe(201)
  })

  test('a path that nobody knows: 404; a method that a path does not take: 405 with those that it does', async () => {
    for (const path of [
      '/api/v3',
      '/api/v3.1/tools',
      `${SUBSCRIPTIONS}/a/b`,
      `${ENDPOINTS}/a/rotate_secret`,
    ]) {
      const answer = await scene.send('GET', path)
      expect([path, answer.status, slugOf(answer)]).toEqual([path, 404, 'Route_NotFound'])
    }
    for (const [method, path, allow] of [
      ['PUT', `${SUBSCRIPTIONS}/ws_1`, 'GET, PATCH, DELETE, HEAD, OPTIONS'],
      ['DELETE', `${SUBSCRIPTIONS}/event_types`, 'GET, HEAD, OPTIONS'],
      ['GET', `${SUBSCRIPTIONS}/ws_1/rotate_secret`, 'POST, OPTIONS'],
      ['POST', `${ENDPOINTS}/schema`, 'GET, HEAD, OPTIONS'],
    ] as const) {
      const answer = await send(scene.app, method, path)
      expect([path, answer.status, answer.headers.get('allow')]).toEqual([path, 405, allow])
      expectRefusal(405, answer.body)
      const options = await scene.send('OPTIONS', path)
      expect([options.status, options.text, options.headers.get('allow')]).toEqual([204, '', allow])
    }
  })

  test('HEAD is GET without its body', async () => {
    for (const path of [SUBSCRIPTIONS, `${SUBSCRIPTIONS}/event_types`, ENDPOINTS]) {
      const answer = await scene.send('HEAD', path)
      expect([answer.status, answer.text]).toEqual([200, ''])
    }
  })

  test('a refusal holds the request id, and nothing may keep an answer', async () => {
    const id = randomUUID()
    const answer = await scene.sendAs(scene.writer, 'GET', `${SUBSCRIPTIONS}/ws_1`, {
      headers: { 'x-request-id': id },
    })
    expect(answer.body).toMatchObject({ error: { request_id: id } })
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })
})

describe('the URL that providers post to', () => {
  test.each(['/api/v3', '/api/v3.1'])('refuses every event under %s, and keeps nothing', async (root) => {
    const owner = await scene.team.as('owner')
    const source = await makeSource(owner)
    await scene.send('PATCH', `${ENDPOINTS}/${source.publicId}`, {
      data: { webhook_signing_secret: sourceSecret() },
    })
    const rows = async () => [
      await db().message.count(),
      await db().change.count(),
      await db().source.findFirst({ where: { id: source.id }, include: { values: true } }),
    ]
    const before = await rows()
    const app = composioRoutes(testServices())
    const texts = new Set<string>()
    for (const id of [source.publicId, 'we_AAAAAAAAAAAA'])
      for (const raw of ['{"type":"url_verification","challenge":"x"}', '{', 'x'.repeat(2 * 1024 * 1024)]) {
        const path = `${root}/webhook_ingress/slack/${id}/trigger_event`
        const headers = { 'x-slack-signature': 'v0=00', 'x-request-id': '0' }
        const answer = await send(app, 'POST', path, { raw, headers })
        expect(answer.status).toBe(400)
        expectRefusal(400, answer.body)
        texts.add(answer.text)
      }
    // also those of an endpoint that nobody has
    expect(texts.size).toBe(1)
    expect(await rows()).toEqual(before)
  })
})
