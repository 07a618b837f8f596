import { describe, expect, it } from 'vitest'
import { makeMetrics } from '#lib/observability/metrics.ts'
import { isLocalHost, type MetricsOptions, metricsRoutes } from './metrics-routes.ts'

const queue = { due: 3, scheduled: 0, inFlight: 0, held: 0, lagMs: 0 }
const token = 'a-token-of-the-tests-only'

function ask(options: Partial<MetricsOptions>, headers: Record<string, string> = {}, method = 'GET') {
  const routes = metricsRoutes({
    metrics: makeMetrics(),
    queue: async () => queue,
    token: undefined,
    isLocal: true,
    ...options,
  })
  const own = { host: 'localhost:3000', 'x-forwarded-for': '127.0.0.1' }
  return routes.request('/metrics', { method, headers: { ...own, ...headers } })
}

describe('with a token', () => {
  it('answers whoever sends it, from wherever', async () => {
    const headers = { authorization: `Bearer ${token}`, host: 'hooks.example', 'x-forwarded-for': '9.9.9.9' }
    const answer = await ask({ token, isLocal: false }, headers)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await answer.text()).toContain('patchbay_deliveries_unfinished{state="due"} 3')
  })

  it.each([
    ['nothing', undefined],
    ['another one', 'Bearer another-token-of-that-length'],
    ['a part of it', `Bearer ${token.slice(0, -1)}`],
    ['another scheme', `Basic ${token}`],
  ])('refuses %s, also from this machine', async (_case, authorization) => {
    const answer = await ask({ token }, authorization === undefined ? {} : { authorization })
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/)
    expect(await answer.text()).not.toContain('patchbay_')
  })
})

describe('without a token', () => {
  it.each(['127.0.0.1', '127.8.8.8', '::1'])('answers this machine (%s)', async (address) => {
    expect((await ask({}, { 'x-forwarded-for': address })).status).toBe(200)
  })

  it.each(['10.0.0.1', '192.168.1.4', '9.9.9.9', '::2', '127.0.0.1.example', ''])(
    'is not there for %s',
    async (address) => {
      expect((await ask({}, { 'x-forwarded-for': address })).status).toBe(404)
    },
  )

  it('is not there for a page of another site whose name leads to this machine', async () => {
    expect((await ask({}, { host: 'rebound.example:3000' })).status).toBe(404)
  })

  it('is not there behind a proxy, whose requests all come from this machine', async () => {
    expect((await ask({ isLocal: false })).status).toBe(404)
  })
})

it('answers without the queue while the database is away', async () => {
  const answer = await ask({ queue: () => Promise.reject(new Error('ECONNREFUSED')) })
  expect(answer.status).toBe(200)
  expect(await answer.text()).toContain('patchbay_database_up 0')
})

it('can only be read', async () => {
  for (const method of ['POST', 'PUT', 'DELETE']) expect((await ask({}, {}, method)).status).toBe(405)
})

it.each([
  ['localhost', true],
  ['localhost:3000', true],
  ['127.0.0.1:80', true],
  ['[::1]:3000', true],
  ['localhost.example', false],
  ['hooks.example', false],
  [undefined, false],
])('of the hosts, %s being this machine is %s', (host, is) => {
  expect(isLocalHost(host)).toBe(is)
})
