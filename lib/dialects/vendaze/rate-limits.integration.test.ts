import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '#lib/testing/database.ts'
import { send, testServices } from '#lib/testing/door.ts'
import { makeTeam, type TestTeam } from '#lib/testing/factories.ts'
import { appToken, makeApp } from '#lib/testing/oauth-apps.ts'
import { publishedFaults } from './published.fixture.ts'
import { vendazeRoutes } from './routes.ts'

useDatabase()

const missing = '/v1/webhooks/wh_00000000000000000000000000000000'
const limits = { GET: 1000, POST: 200, PATCH: 200, DELETE: 100 }
let team: TestTeam
beforeAll(async () => {
  team = await makeTeam()
})

test.each(Object.entries(limits))('%s: %i a minute, said on every answer', async (method, limit) => {
  const door = vendazeRoutes(testServices())
  const headers = { authorization: `Bearer ${await appToken(await makeApp(await team.as('owner')))}` }
  const path = method === 'POST' ? '/v1/webhooks' : missing
  for (const left of [limit - 1, limit - 2]) {
    const answer = await send(door, method, path, { headers, json: method === 'GET' ? undefined : {} })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.headers.get('x-ratelimit-limit')).toBe(String(limit))
    expect(answer.headers.get('x-ratelimit-remaining')).toBe(String(left))
    const seconds = Number(answer.headers.get('x-ratelimit-reset')) - Date.now() / 1000
    expect(seconds).toBeGreaterThan(0)
    expect(seconds).toBeLessThanOrEqual(61)
  }
})

test('without a client, too: on 401, 404 and 405', async () => {
  const door = vendazeRoutes(testServices())
  const asked = [
    ['GET', '/v1/webhooks', 401],
    ['GET', '/v1/nothing', 404],
    ['PUT', '/v1/webhooks', 405],
  ] as const
  for (const [method, path, status] of asked) {
    const answer = await send(door, method, path)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('x-ratelimit-remaining')).toBe(answer.headers.get('x-ratelimit-limit'))
    expect(Number(answer.headers.get('x-ratelimit-reset'))).toBeGreaterThan(Date.now() / 1000)
    expect(answer.body).toMatchObject({ error: { request_id: answer.headers.get('x-request-id') } })
  }
})

test('a client has its own, whichever of its tokens it uses, and methods do not share', async () => {
  const door = vendazeRoutes(
    testServices({
      limit: (name) => (name === 'vendaze.get' ? { points: 2, windowSeconds: 60 } : undefined),
    }),
  )
  const owner = await team.as('owner')
  const [one, other] = [await makeApp(owner), await makeApp(owner)]
  const get = (token: string, path = missing) =>
    send(door, 'GET', path, { headers: { authorization: `Bearer ${token}` } })
  expect((await get(await appToken(one))).status).toBe(404)
  expect((await get(await appToken(one), '/v1/webhooks')).status).toBe(200)
  const refused = await get(await appToken(one))
  const seconds = Number(refused.headers.get('retry-after'))
  expect(refused.status).toBe(429)
  expect(seconds).toBeGreaterThan(0)
  expect(refused.headers.get('x-ratelimit-remaining')).toBe('0')
  expect(refused.body).toMatchObject({
    error: { code: 'rate_limit_exceeded', message: `Rate limit exceeded. Try again in ${seconds} seconds.` },
  })
  expect(publishedFaults(429, refused.body)).toEqual([])
  expect((await get(await appToken(other))).status).toBe(404)
  const headers = { authorization: `Bearer ${await appToken(one)}` }
  expect((await send(door, 'DELETE', missing, { headers })).status).toBe(404)
})
