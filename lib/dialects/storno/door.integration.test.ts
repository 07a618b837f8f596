import { describe, expect, test } from 'vitest'
import { internalFailure } from '#lib/dialects/kit/http/failure.ts'
import type { Permission, Role } from '#lib/domain/authz/permissions.ts'
import { fakeClock } from '#lib/testing/clock.ts'
import { makeApiKey } from '#lib/testing/credentials.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { sendDocumented } from '#lib/testing/documented.ts'
import { send, testServices } from '#lib/testing/door.ts'
import { makeEndpoint, makeTeam, type TestTeam } from '#lib/testing/factories.ts'
import { MANAGE_SCOPES, stornoKey } from './conformance.fixture.ts'
import { failures } from './errors.ts'
import { stornoOperations, stornoRoutes } from './routes.ts'

useDatabase()

const ROOT = '/api/v1/webhooks'
const denied = (message: string) => ({ error: 'Access denied', message, code: 403 })
const NO_PERMISSION = denied('You do not have permission to perform this action.')
const NO_COMPANY = {
  error: 'Company context required',
  message: 'The X-Company header is required for this endpoint.',
  code: 403,
}

const app = stornoRoutes(testServices())
const get = (headers: Record<string, string>, path = ROOT) =>
  sendDocumented(app, stornoOperations, 'GET', path, { headers })

async function tokenOf(team: TestTeam, role: Role) {
  const { secret } = await makeApiKey(await team.as(role), 'personal_token')
  return { authorization: `Bearer ${secret}`, 'x-company': team.id }
}

describe('credentials', () => {
  test('a key comes as it is, a token as Bearer', async () => {
    const team = await makeTeam()
    expect((await get(await stornoKey(team))).status).toBe(200)
    expect((await get(await tokenOf(team, 'admin'))).status).toBe(200)
  })

  test('the scheme has no case', async () => {
    const team = await makeTeam()
    const headers = await tokenOf(team, 'admin')
    const authorization = headers.authorization.replace('Bearer', 'bearer')
    expect((await get({ ...headers, authorization })).status).toBe(200)
  })

  test.each([
    ['nothing', () => ({}), 'JWT Token not found'],
    ['another scheme', () => ({ authorization: 'Basic abc' }), 'JWT Token not found'],
    ['no token', () => ({ authorization: 'Bearer ' }), 'JWT Token not found'],
    ['nonsense', () => ({ authorization: 'Bearer nonsense' }), 'Invalid JWT Token'],
    ['an unknown key', () => ({ authorization: `af_${'x'.repeat(44)}` }), 'Invalid JWT Token'],
  ])('%s: 401 in the form of tokens', async (_name, headers, message) => {
    const answer = await get(headers())
    expect([answer.status, answer.text]).toEqual([401, JSON.stringify({ code: 401, message })])
  })

  test('a key as Bearer, a token without, and a key of another door: 401', async () => {
    const team = await makeTeam()
    const key = await stornoKey(team)
    const token = await tokenOf(team, 'admin')
    const { secret } = await makeApiKey(await team.as('owner'), 'project_key')
    for (const authorization of [
      `Bearer ${key.authorization}`,
      token.authorization.replace('Bearer ', ''),
      secret,
      `Bearer ${secret}`,
    ])
      expect((await get({ authorization, 'x-company': team.id })).status).toBe(401)
  })

  test('a token that has ended: Expired JWT Token', async () => {
    const team = await makeTeam()
    const { secret } = await makeApiKey(await team.as('admin'), 'personal_token', { expiresInSeconds: 60 })
    const clock = fakeClock(new Date(Date.now() + 61_000))
    const late = stornoRoutes(testServices({ clock }))
    const headers = { authorization: `Bearer ${secret}`, 'x-company': team.id }
    const answer = await sendDocumented(late, stornoOperations, 'GET', ROOT, { headers })
    expect([answer.status, answer.text]).toEqual([401, '{"code":401,"message":"Expired JWT Token"}'])
  })
})

describe('the company', () => {
  test('is missing: 403 in the documented form', async () => {
    const team = await makeTeam()
    const { authorization } = await stornoKey(team)
    const answer = await get({ authorization })
    expect([answer.status, answer.text]).toEqual([403, JSON.stringify(NO_COMPANY)])
  })

  test("is no UUID, or another team's: 403", async () => {
    const { authorization } = await stornoKey(await makeTeam())
    const other = await makeTeam()
    for (const company of ['nonsense', other.id, 'a1b2c3d4-e5f6-7890-abcd-ef1234567890']) {
      const answer = await get({ authorization, 'x-company': company })
      expect([answer.status, answer.body]).toEqual([403, denied('You do not have access to this company.')])
    }
  })

  test('has no case', async () => {
    const team = await makeTeam()
    const headers = await stornoKey(team)
    expect((await get({ ...headers, 'x-company': team.id.toUpperCase() })).status).toBe(200)
  })

  test('is not asked for on the list of event types', async () => {
    const { authorization } = await stornoKey(await makeTeam())
    expect((await get({ authorization }, `${ROOT}/events`)).status).toBe(200)
    expect((await get({}, `${ROOT}/events`)).status).toBe(401)
  })
})

test('E12: credential, company, permission, existence, body', async () => {
  const team = await makeTeam()
  const { endpoint } = await makeEndpoint(await team.as('owner'), 'storno')
  const missing = 'a1b2c3d4-e5f6-7890-abcd-ef1234567890'
  const patch = (headers: Record<string, string>, id: string, raw: string) =>
    sendDocumented(app, stornoOperations, 'PATCH', `${ROOT}/${id}`, { headers, raw })
  const manager = await stornoKey(team)
  const reader = await stornoKey(team, ['endpoint:read'])
  const { 'x-company': _, ...nowhere } = reader

  expect((await patch({}, missing, '{')).status).toBe(401)
  expect((await patch(nowhere, missing, '{')).body).toEqual(NO_COMPANY)
  expect((await patch(reader, missing, '{')).body).toEqual(NO_PERMISSION)
  expect((await patch(manager, missing, '{')).status).toBe(404)
  expect((await patch(manager, endpoint.id, '{')).status).toBe(400)
  expect((await patch(manager, endpoint.id, '{"url":"http://x.example"}')).status).toBe(422)
})

describe('permissions', () => {
  const calls: readonly [Permission, string, string][] = [
    ['endpoint:read', 'GET', ''],
    ['endpoint:update', 'PATCH', '/:id'],
    ['secret:rotate', 'POST', '/:id/regenerate-secret'],
    ['delivery:read', 'GET', '/:id/deliveries'],
    ['endpoint:delete', 'DELETE', '/:id'],
    ['endpoint:create', 'POST', ''],
  ]

  test.each(calls)('%s is needed to %s %s', async (permission, method, below) => {
    const team = await makeTeam()
    const { endpoint } = await makeEndpoint(await team.as('owner'), 'storno')
    const headers = await stornoKey(
      team,
      MANAGE_SCOPES.filter((scope) => scope !== permission),
    )
    const path = `${ROOT}${below.replace(':id', endpoint.id)}`
    const json = { url: 'https://x.example', events: ['invoice.paid'] }
    const request = method === 'GET' || method === 'DELETE' ? { headers } : { headers, json }
    const answer = await sendDocumented(app, stornoOperations, method, path, request)
    expect([answer.status, answer.body]).toEqual([403, NO_PERMISSION])
  })

  test.each([
    ['owner', 200, 200],
    ['admin', 200, 200],
    ['developer', 200, 403],
    ['support', 200, 403],
    ['viewer', 403, 403],
  ] as const)('%s: reading is %i, changing %i', async (role, reading, changing) => {
    const team = await makeTeam()
    const { endpoint } = await makeEndpoint(await team.as('owner'), 'storno')
    const headers = await tokenOf(team, role)
    expect((await get(headers, `${ROOT}/${endpoint.id}`)).status).toBe(reading)
    const path = `${ROOT}/${endpoint.id}`
    const json = { isActive: false }
    const answer = await sendDocumented(app, stornoOperations, 'PATCH', path, { headers, json })
    expect(answer.status).toBe(changing)
  })
})

test('over the limit: 429 in the documented form, with the time to wait', async () => {
  const team = await makeTeam()
  const headers = await stornoKey(team)
  const limited = stornoRoutes(
    testServices({
      limit: (name) => (name === 'storno.api' ? { points: 2, windowSeconds: 60 } : undefined),
    }),
  )
  const ask = () => sendDocumented(limited, stornoOperations, 'GET', ROOT, { headers })
  expect([(await ask()).status, (await ask()).status]).toEqual([200, 200])
  const answer = await ask()
  expect([answer.status, answer.text]).toEqual([
    429,
    '{"error":"Too many requests. Please try again later."}',
  ])
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await get(await stornoKey(team))).status).toBe(200)
})

describe('what is no request of this door', () => {
  test.each([
    ['GET', '/api/v1', 404],
    ['GET', '/api/v1/nothing', 404],
    ['POST', `${ROOT}/events`, 405],
    ['PUT', `${ROOT}/a1b2c3d4-e5f6-7890-abcd-ef1234567890`, 405],
    ['GET', `${ROOT}/a1b2c3d4-e5f6-7890-abcd-ef1234567890/regenerate-secret`, 405],
  ])('%s %s: %i in the envelope', async (method, path, status) => {
    const answer = await send(app, method, path)
    expect(answer.status).toBe(status)
    expect(answer.body).toEqual({
      error: expect.any(String),
      message: expect.any(String),
      code: status,
    })
  })

  test('OPTIONS says what a path takes', async () => {
    const answer = await send(app, 'OPTIONS', `${ROOT}/x`)
    expect([answer.status, answer.headers.get('allow')]).toEqual([204, 'GET, PATCH, DELETE, HEAD, OPTIONS'])
  })
})

test('every failure is one of the three envelopes, and none tells what went wrong inside', () => {
  const base = internalFailure({ requestId: 'r', operation: null })
  for (const [code, write] of Object.entries(failures)) {
    const { status, body } = write({ ...base, code: code as 'invalid', message: 'Words.' })
    expect(status).toBeGreaterThanOrEqual(400)
    if (code === 'unauthenticated') expect(body).toEqual({ code: 401, message: 'Invalid JWT Token' })
    else if (code === 'rate_limited')
      expect(body).toEqual({ error: 'Too many requests. Please try again later.' })
    else expect(body).toMatchObject({ error: expect.any(String), code: status })
  }
})
