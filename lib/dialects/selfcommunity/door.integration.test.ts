import { describe, expect, test } from 'vitest'
import { internalFailure } from '#lib/dialects/kit/http/failure.ts'
import { createOauthApp } from '#lib/domain/oauth-apps/create-app.ts'
import { issueTokens } from '#lib/domain/oauth-apps/issue-token.ts'
import { systemClock } from '#lib/domain/shared/clock.ts'
import { fakeClock } from '#lib/testing/clock.ts'
import { makeApiKey } from '#lib/testing/credentials.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { insertAttempt, insertDelivery } from '#lib/testing/deliveries.ts'
import { sendDocumented } from '#lib/testing/documented.ts'
import { send, testServices } from '#lib/testing/door.ts'
import { makeEndpoint, makeTeam, type TestTeam } from '#lib/testing/factories.ts'
import { registerSecret } from '#lib/testing/secrets.ts'
import { personalToken, selfcommunityDriver } from './conformance.fixture.ts'
import { failures } from './errors.ts'
import { selfcommunityOperations, selfcommunityRoutes } from './routes.ts'
import type { AttemptWire, PageWire } from './wire.ts'

useDatabase()

const ROOT = '/api/v2/webhook/endpoint/'
const app = selfcommunityRoutes(testServices())
const general = (message: string, code: string) => ({ errors: [{ message, code }] })
const NOT_ALLOWED = general('You do not have permission to perform this action.', 'permission_denied')

const ask = (headers: Record<string, string>, method = 'GET', path = ROOT, json?: unknown) =>
  sendDocumented(app, selfcommunityOperations, method, path, { headers, json })

/** An app that acts for itself with these scopes. */
async function appToken(team: TestTeam, scopes: string[]) {
  const made = await createOauthApp(await team.as('owner'), {
    name: 'Mirror',
    redirectUris: [],
    scopes,
    confidential: true,
  })
  if (made.clientSecret) registerSecret('api-key', made.clientSecret)
  const { id, clientId, name } = made.app
  const client = { appId: id, teamId: team.id, clientId, name, confidential: true, scopes }
  const ctx = { clock: systemClock, issuer: 'https://patchbay.test' }
  const { accessToken } = await issueTokens(ctx, client, { kind: 'client' }, scopes)
  registerSecret('api-key', accessToken)
  return { authorization: `Bearer ${accessToken}` }
}

describe('credentials', () => {
  test('none: not_authenticated', async () => {
    const answer = await ask({})
    const words = 'Authentication credentials were not provided.'
    expect([answer.status, answer.body]).toEqual([401, general(words, 'not_authenticated')])
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="api"')
  })

  test('one that is not good, or of another door: authentication_failed', async () => {
    const team = await makeTeam()
    const { secret } = await makeApiKey(await team.as('owner'), 'storno_key')
    const good = await personalToken(team)
    const bad = [secret, 'nonsense', `oat_${'x'.repeat(44)}`, `${good.authorization.slice(7)}x`]
    for (const credential of bad) {
      const answer = await ask({ authorization: `Bearer ${credential}` })
      const words = 'Incorrect authentication credentials.'
      expect([answer.status, answer.body]).toEqual([401, general(words, 'authentication_failed')])
    }
  })

  test('a token that has ended: authentication_failed', async () => {
    const team = await makeTeam()
    const { secret } = await makeApiKey(await team.as('admin'), 'personal_token', { expiresInSeconds: 60 })
    const late = selfcommunityRoutes(testServices({ clock: fakeClock(new Date(Date.now() + 61_000)) }))
    const headers = { authorization: `Bearer ${secret}` }
    const answer = await sendDocumented(late, selfcommunityOperations, 'GET', ROOT, { headers })
    expect(answer.status).toBe(401)
  })

  test.each([
    ['owner', 200],
    ['admin', 200],
    ['developer', 403],
    ['support', 403],
    ['viewer', 403],
  ] as const)('%s: %i, for reading as well', async (role, status) => {
    const team = await makeTeam()
    const headers = await personalToken(team, role)
    for (const path of [ROOT, `${ROOT}event/`, `${ROOT}search/`]) {
      const answer = await ask(headers, 'GET', path)
      expect([path, answer.status]).toEqual([path, status])
      if (status === 403) expect(answer.body).toEqual(NOT_ALLOWED)
    }
  })

  test('an app that may read reads, and changes nothing', async () => {
    const team = await makeTeam()
    const { endpoint } = await makeEndpoint(await team.as('owner'), 'selfcommunity')
    const one = `${ROOT}${endpoint.publicId}/`
    const headers = await appToken(team, ['read'])
    for (const path of [ROOT, one, `${one}attempt/`, `${ROOT}event/`])
      expect((await ask(headers, 'GET', path)).status).toBe(200)
    for (const [method, path] of [
      ['POST', ROOT],
      ['PATCH', one],
      ['PUT', one],
      ['DELETE', one],
      ['POST', `${one}secret/reveal/`],
      ['POST', `${one}secret/expire/`],
    ] as const) {
      const answer = await ask(headers, method, path)
      expect([method, path, answer.status, answer.body]).toEqual([method, path, 403, NOT_ALLOWED])
    }
  })

  test('an app that may read and write does all; a password is nobody’s', async () => {
    const team = await makeTeam()
    const headers = await appToken(team, ['read', 'write'])
    const { path, body } = selfcommunityDriver.create
    const made = await ask(headers, 'POST', path, body)
    expect(made.status).toBe(201)
    const one = `${ROOT}${(made.body as { id: number }).id}/`
    expect((await ask(headers, 'PATCH', one, { is_active: false })).status).toBe(200)
    expect((await ask(headers, 'POST', `${one}secret/expire/`)).status).toBe(200)
    expect((await ask(headers, 'POST', `${one}secret/reveal/`)).status).toBe(201)
    expect((await ask(headers, 'POST', `${one}secret/reveal/`, { password: 'some words' })).status).toBe(400)
    expect((await ask(headers, 'DELETE', one)).status).toBe(204)
  })
})

test('credential, permission, existence, body: in this order', async () => {
  const team = await makeTeam()
  const { endpoint } = await makeEndpoint(await team.as('owner'), 'selfcommunity')
  const reader = await personalToken(team, 'admin', ['endpoint:read'])
  const writer = await personalToken(team)
  const patch = (headers: Record<string, string>, id: string, raw: string) =>
    sendDocumented(app, selfcommunityOperations, 'PATCH', `${ROOT}${id}/`, { headers, raw })
  expect((await patch({}, '999999999999', '{')).status).toBe(401)
  expect((await patch(reader, '999999999999', '{')).status).toBe(403)
  expect((await patch(writer, '999999999999', '{')).status).toBe(404)
  expect((await patch(writer, endpoint.publicId, '{')).status).toBe(400)
})

describe('attempts', () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 1, 18, 10, minute, 0, 250))

  test('are a page of what was sent and what came back', async () => {
    const team = await makeTeam()
    const { endpoint } = await makeEndpoint(await team.as('owner'), 'selfcommunity')
    const other = await makeEndpoint(await team.as('owner'), 'selfcommunity')
    await insertAttempt(other.endpoint, { deliveryId: await insertDelivery(other.endpoint) })
    const deliveryId = await insertDelivery(endpoint)
    const signature = 't=1492774577,v1=6ffb,v0=6ffb'
    const eventType = 'comment.created'
    await insertAttempt(endpoint, {
      deliveryId,
      eventType,
      sentAt: at(1),
      nextAttemptAt: at(2),
      requestHeaders: { 'SelfCommunity-Signature': signature },
      requestBody: '{"event_id":1}',
      responseCode: 502,
      responseBody: 'Bad gateway',
    })
    await insertAttempt(endpoint, { deliveryId, eventType, attempt: 2, sentAt: at(2) })
    const headers = await personalToken(team)
    const answer = await ask(headers, 'GET', `${ROOT}${endpoint.publicId}/attempt/`)
    const { count, results } = answer.body as PageWire<AttemptWire>
    expect([count, results.map((attempt) => attempt.http_response_code)]).toEqual([2, [200, 502]])
    expect(results[1]).toEqual({
      id: expect.any(Number),
      created_at: '2026-02-18T10:01:00.250000+00:00',
      event: { type: eventType, added_at: expect.stringMatching(/\.\d{6}\+00:00$/) },
      sent_at: '2026-02-18T10:01:00.250000+00:00',
      http_request_body: '{"event_id":1}',
      http_request_signature_header: signature,
      http_response_code: 502,
      http_response_body: 'Bad gateway',
      next_retry: '2026-02-18T10:02:00.250000+00:00',
    })
    const oldestFirst = await ask(
      headers,
      'GET',
      `${ROOT}${endpoint.publicId}/attempt/?ordering=sent_at&limit=1`,
    )
    expect(oldestFirst.body).toMatchObject({
      count: 2,
      next: `https://patchbay.test${ROOT}${endpoint.publicId}/attempt/?limit=1&offset=1&ordering=sent_at`,
      results: [{ http_response_code: 502 }],
    })
  })
})

describe('what is no request of this door', () => {
  test.each([
    ['GET', '/api/v2', 404, general('Not found.', 'not_found')],
    ['GET', '/api/v2/users/', 404, general('Not found.', 'not_found')],
    ['POST', `${ROOT}1/event/resend/x/`, 404, general('Not found.', 'not_found')],
    ['POST', `${ROOT}event/`, 405, general('Method "POST" not allowed.', 'method_not_allowed')],
    ['DELETE', ROOT, 405, general('Method "DELETE" not allowed.', 'method_not_allowed')],
    ['GET', `${ROOT}1/secret/reveal/`, 405, general('Method "GET" not allowed.', 'method_not_allowed')],
  ])('%s %s: %i in the envelope', async (method, path, status, body) => {
    const answer = await send(app, method, path)
    expect([answer.status, answer.body]).toEqual([status, body])
  })

  test('OPTIONS says what a path takes', async () => {
    const answer = await send(app, 'OPTIONS', `${ROOT}1/`)
    expect([answer.status, answer.headers.get('allow')]).toEqual([
      204,
      'GET, PUT, PATCH, DELETE, HEAD, OPTIONS',
    ])
  })
})

test('every failure is in the envelope, and none tells what went wrong inside', () => {
  const base = internalFailure({ requestId: 'r', operation: null })
  for (const [code, write] of Object.entries(failures)) {
    const issues = code === 'invalid' ? [{ path: ['url'], code: 'blank', message: 'No.' } as const] : []
    const failure = { ...base, issues, code: code as 'invalid', message: 'Words.' }
    const { status, body } = write({ ...failure, retryAfterMs: 900 })
    expect(status).toBeGreaterThanOrEqual(400)
    selfcommunityDriver.expectRefusal(status, body)
    if (code === 'rate_limited') expect(JSON.stringify(body)).toContain('available in 1 second.')
    if (code === 'internal') expect(body).toEqual(general('A server error occurred.', 'error'))
  }
})
