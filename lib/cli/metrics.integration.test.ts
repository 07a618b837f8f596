import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { publishEnv } from '#lib/env.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { registerSecret } from '#lib/testing/secrets.ts'
import { makeOperatorServer, operatorMounts } from './metrics.ts'

useDatabase()

const token = registerSecret('metrics-token', 'a-worker-is-measured-with-this')
const headers = { authorization: `Bearer ${token}` }
let origin = ''
let close = async () => {}

beforeAll(async () => {
  publishEnv({ PATCHBAY_METRICS_TOKEN: token })
  const server = makeOperatorServer(operatorMounts(), 0)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  close = async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
})
afterAll(async () => {
  publishEnv({ PATCHBAY_METRICS_TOKEN: '' })
  await close()
})

it('a worker answers whoever has the token, with the queue of all', async () => {
  const answer = await fetch(`${origin}/metrics`, { headers })
  expect(answer.status).toBe(200)
  const text = await answer.text()
  expect(text).toContain('patchbay_database_up 1')
  expect(text).toMatch(/^patchbay_deliveries_unfinished\{state="due"\} \d+$/m)
  expect(text).not.toContain(token)
  expect((await fetch(`${origin}/metrics`)).status).toBe(401)
})

it('a worker says that it lives and is ready, and nothing else', async () => {
  expect((await fetch(`${origin}/healthz`)).status).toBe(200)
  expect((await fetch(`${origin}/readyz`)).status).toBe(200)
  for (const path of ['/', '/api/patchbay/endpoints', '/metricsx'])
    expect((await fetch(`${origin}${path}`, { headers })).status).toBe(404)
})
