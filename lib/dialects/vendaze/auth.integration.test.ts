import { beforeAll, describe, expect, test } from 'vitest'
import { revokeOauthApp } from '#lib/domain/oauth-apps/revoke-app.ts'
import { fakeClock } from '#lib/testing/clock.ts'
import { makeApiKey } from '#lib/testing/credentials.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { type DoorAnswer, send, testServices } from '#lib/testing/door.ts'
import { makeTeam, type TestTeam } from '#lib/testing/factories.ts'
import { appToken, makeApp, userToken } from '#lib/testing/oauth-apps.ts'
import { publishedFaults } from './published.fixture.ts'
import { vendazeRoutes } from './routes.ts'

useDatabase()

const door = vendazeRoutes(testServices())
const missing = '/v1/webhooks/wh_00000000000000000000000000000000'
let team: TestTeam
beforeAll(async () => {
  team = await makeTeam()
})

const ask = (authorization: string | null, app = door) =>
  send(app, 'GET', '/v1/webhooks', { headers: authorization === null ? {} : { authorization } })

function expectRefusal(answer: DoorAnswer, status: number, code: string, message: string): void {
  const request_id = answer.headers.get('x-request-id')
  expect(answer.text).toBe(JSON.stringify({ error: { code, message, request_id } }))
  expect(answer.status).toBe(status)
  expect(publishedFaults(status, answer.body)).toEqual([])
}

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const NO_HEADER = 'Missing or invalid Authorization header.'
const BAD_TOKEN = 'Invalid or malformed token.'
const NO_CLAIMS = 'Token is missing required claims.'

describe('the token', () => {
  test.each([
    [null, NO_HEADER],
    ['', NO_HEADER],
    ['Basic YTpi', NO_HEADER],
    ['Bearer', NO_HEADER],
    ['Bearer two tokens', NO_HEADER],
    ['Bearer nonsense', BAD_TOKEN],
    ['Bearer a.b.c', BAD_TOKEN],
    [`Bearer ${encoded({ alg: 'none' })}.${encoded({ jti: 'x' })}.x`, BAD_TOKEN],
    [`Bearer ${encoded({ alg: 'RS256' })}.${encoded({ jti: 'x', exp: 1 })}.x`, NO_CLAIMS],
  ])('%j: 401', async (authorization, message) => {
    const answer = await ask(authorization)
    expectRefusal(answer, 401, 'unauthorized', message)
    expect(answer.headers.get('www-authenticate')).toBe('Bearer')
  })

  test('that somebody altered is not known: in its claims, in its algorithm, in its signature', async () => {
    const token = await appToken(await makeApp(await team.as('owner')))
    const [header = '', claims = '', signature = ''] = token.split('.')
    const read = JSON.parse(Buffer.from(claims, 'base64url').toString())
    const other = (await makeTeam()).id
    for (const altered of [
      `${header}.${encoded({ ...read, workspace_id: other })}.${signature}`,
      `${encoded({ alg: 'RS256' })}.${claims}.${signature}`,
      `${header}.${claims}.${signature.slice(0, -8)}AAAAAAAA`,
    ])
      expectRefusal(await ask(`Bearer ${altered}`), 401, 'unauthorized', BAD_TOKEN)
    expect((await ask(`bearer ${token}`)).status).toBe(200)
  })

  test('is good for an hour', async () => {
    const clock = fakeClock(new Date())
    const app = vendazeRoutes(testServices({ clock }))
    const token = await appToken(await makeApp(await team.as('owner')), { clock })
    clock.advance(3_599_000)
    expect((await ask(`Bearer ${token}`, app)).status).toBe(200)
    clock.advance(1_000)
    const message = 'Access token expired. Refresh using the refresh token.'
    expectRefusal(await ask(`Bearer ${token}`, app), 401, 'token_expired', message)
  })

  test('ends with its app', async () => {
    const owner = await team.as('owner')
    const app = await makeApp(owner)
    const token = await appToken(app)
    await revokeOauthApp(owner, { id: app.app.id })
    expectRefusal(await ask(`Bearer ${token}`), 401, 'unauthorized', BAD_TOKEN)
  })

  test.each(['project_key', 'user_key', 'personal_token', 'storno_key'] as const)(
    'a %s names no app and no workspace',
    async (kind) => {
      const { secret } = await makeApiKey(await team.as('owner'), kind)
      expectRefusal(await ask(`Bearer ${secret}`), 401, 'unauthorized', NO_CLAIMS)
    },
  )
})

describe('the scope', () => {
  const message = "This endpoint requires the 'webhooks:manage' scope."

  test('V1, V12: its lack is said for all five, before anything is looked for or read', async () => {
    const app = await makeApp(await team.as('owner'), ['endpoint:read', 'endpoint:update', 'endpoint:delete'])
    const authorization = `Bearer ${await appToken(app)}`
    for (const [method, path, raw] of [
      ['GET', '/v1/webhooks', undefined],
      ['POST', '/v1/webhooks', '{'],
      ['GET', missing, undefined],
      ['PATCH', missing, '{'],
      ['DELETE', missing, undefined],
    ] as const) {
      const request = { headers: { authorization }, ...(raw === undefined ? {} : { raw }) }
      expectRefusal(await send(door, method, path, request), 403, 'insufficient_scope', message)
    }
  })

  test('is worth what the user’s role is worth', async () => {
    const app = await makeApp(await team.as('owner'))
    const headers = { authorization: `Bearer ${await userToken(app, await team.as('viewer'))}` }
    expect((await send(door, 'GET', '/v1/webhooks', { headers })).status).toBe(200)
    expectRefusal(await send(door, 'DELETE', missing, { headers }), 403, 'insufficient_scope', message)
  })
})
