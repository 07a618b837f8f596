import { describe, expect, it } from 'vitest'
import { healthRoutes } from './health-routes.ts'

function routesWith(pendingMigrations: () => Promise<readonly string[]>) {
  return healthRoutes({ pendingMigrations })
}

describe('GET /healthz', () => {
  it('answers 200 whatever the database does', async () => {
    const answer = await routesWith(() => Promise.reject(new Error('away'))).request('/healthz')
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({ status: 'ok' })
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })
})

describe('GET /readyz', () => {
  it.each([
    ['is migrated', async () => [], 200, { status: 'ready', database: 'ok', migrations: 'ok' }],
    [
      'lacks one',
      async () => ['1_init'],
      503,
      { status: 'unavailable', database: 'ok', migrations: 'pending' },
    ],
    [
      'does not answer',
      () => Promise.reject(new Error('ECONNREFUSED')),
      503,
      { status: 'unavailable', database: 'unreachable', migrations: 'unknown' },
    ],
  ])('when the database %s', async (_case, pending, status, body) => {
    const answer = await routesWith(pending).request('/readyz')
    expect(answer.status).toBe(status)
    expect(await answer.json()).toEqual(body)
  })

  it('asks the database once for probes that come together', async () => {
    let asked = 0
    const routes = routesWith(async () => {
      asked++
      return []
    })
    await Promise.all([routes.request('/readyz'), routes.request('/readyz'), routes.request('/readyz')])
    expect(asked).toBe(1)
  })
})

describe('other methods', () => {
  it.each(['/healthz', '/readyz'])('are a 405 on %s that names the right ones', async (path) => {
    const routes = routesWith(async () => [])
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
      const answer = await routes.request(path, { method })
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
    }
    expect((await routes.request(path, { method: 'HEAD' })).status).toBe(200)
  })
})
