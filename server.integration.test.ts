import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import { createApiApp, MAX_BODY_BYTES } from '#lib/http/api-app.ts'
import { makeClose } from '#lib/http/shutdown.ts'
import { metrics } from '#lib/observability/metrics.ts'
import { requestContext } from '#lib/observability/request-context.ts'
import { startTracing, stopTracing } from '#lib/observability/tracing.ts'
import { startTraceCollector } from '#lib/testing/trace-collector.ts'
import { createServer, type ServerOptions } from './server.ts'

let close: (() => Promise<void>) | undefined

afterEach(() => close?.())

/** A server whose pages tell what they saw, with an API under /api. */
async function start(options: Partial<ServerOptions> = {}, closeLimitMs = 0) {
  const api = createApiApp()
  api.get('/api/id', (context) => context.json({ seen: context.req.header('x-request-id') }))
  api.get('/api/fail', () => {
    throw new Error('inner detail')
  })
  api.post('/api/echo', async (context) =>
    context.json({ bytes: (await context.req.arrayBuffer()).byteLength }),
  )
  const pages = async (request: IncomingMessage, response: ServerResponse) => {
    const { headers } = request
    response.end(JSON.stringify({ headers, context: requestContext(), url: request.url }))
  }
  const apis = [{ paths: ['/api'], routes: api }]
  const server = createServer({ pages, apis, trustedProxies: 0, isHttps: false, ...options })
  close = makeClose(server, closeLimitMs)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { origin: `http://127.0.0.1:${port}`, port, close }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

describe('every request', () => {
  it('has an id that the page, its log and the answer share; the client may choose a UUID, and nothing else', async () => {
    const { origin } = await start()
    const answer = await fetch(`${origin}/x`, { headers: { 'x-request-id': 'chosen' } })
    const id = answer.headers.get('x-request-id')
    expect(id).toMatch(uuid)
    expect(await answer.json()).toMatchObject({ headers: { 'x-request-id': id }, context: { requestId: id } })
    const fromApi = await fetch(`${origin}/api/id`, { headers: { 'X-Request-Id': 'chosen' } })
    expect(await fromApi.json()).toEqual({ seen: fromApi.headers.get('x-request-id') })
    expect(fromApi.headers.get('x-request-id')).toMatch(uuid)
    const own = randomUUID()
    const kept = await fetch(`${origin}/api/id`, { headers: { 'X-Request-Id': own } })
    expect([kept.headers.get('x-request-id'), await kept.json()]).toEqual([own, { seen: own }])
  })

  it('is answered with the common security headers', async () => {
    const { origin } = await start({ isHttps: true })
    for (const path of ['/page', '/api/id', '/api/nothing']) {
      const { headers } = await fetch(`${origin}${path}`)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('same-origin')
      expect(headers.get('strict-transport-security')).toMatch(/^max-age=\d+$/)
      expect(headers.has('x-powered-by')).toBe(false)
    }
  })

  it('goes to the API by its first path segment, and to the pages otherwise', async () => {
    const { origin } = await start()
    expect((await fetch(`${origin}/api/nothing?x=1`)).status).toBe(404)
    for (const path of ['/apis', '/API/id', '/x/api/id', '/?/api/id']) {
      expect(await (await fetch(`${origin}${path}`)).json()).toMatchObject({ url: path })
    }
  })
})

describe('what is asked of the server', () => {
  it('is measured by the path of the API, its method and its answer', async () => {
    const { origin, close: end } = await start()
    for (const path of ['/api/id', '/api/fail', '/api/id?again', '/some/page'])
      await fetch(`${origin}${path}`)
    await end()
    const { body } = await metrics().read(null)
    const count = (labels: string) => {
      const name = `patchbay_http_request_duration_seconds_count{${labels}}`
      return Number(
        body
          .split('\n')
          .find((line) => line.startsWith(name))
          ?.slice(name.length) ?? 0,
      )
    }
    expect(count('mount="/api",method="GET",code="2xx"')).toBeGreaterThanOrEqual(2)
    expect(count('mount="/api",method="GET",code="5xx"')).toBeGreaterThanOrEqual(1)
    expect(count('mount="pages",method="GET",code="2xx"')).toBeGreaterThanOrEqual(1)
    expect(body).not.toContain('some/page')
  })

  it('of an API is in the traces, with its id and without its query', async () => {
    const collector = await startTraceCollector()
    await startTracing({ endpoint: collector.endpoint, headers: new Map() })
    try {
      const { origin, close: end } = await start()
      const answer = await fetch(`${origin}/api/id?token=hidden`)
      await fetch(`${origin}/api/fail`)
      await fetch(`${origin}/page`)
      // what is answered is over for the server, too
      await end()
      await stopTracing()
      expect(collector.spans).toMatchObject([
        {
          ...{ name: 'GET /api', kind: 2, status: 0 },
          attributes: {
            'url.path': '/api/id',
            'http.response.status_code': 200,
            'patchbay.request_id': answer.headers.get('x-request-id'),
          },
        },
        { name: 'GET /api', status: 2, attributes: { 'http.response.status_code': 500 } },
      ])
      expect(JSON.stringify(collector.spans)).not.toContain('hidden')
    } finally {
      await stopTracing()
      await collector.close()
    }
  })
})

describe('who sent a request', () => {
  const claims = { 'x-forwarded-for': '1.1.1.1, 2.2.2.2', 'x-forwarded-host': 'evil', 'x-real-ip': '3.3.3.3' }

  it.each([
    [0, { 'x-forwarded-for': '127.0.0.1' }, ['x-forwarded-host', 'x-real-ip']],
    [1, { 'x-forwarded-for': '2.2.2.2', 'x-forwarded-host': 'evil' }, ['x-real-ip']],
    [2, { 'x-forwarded-for': '1.1.1.1' }, ['x-real-ip']],
    [9, { 'x-forwarded-for': '1.1.1.1' }, ['x-real-ip']],
  ])('is believed of %i proxies', async (trustedProxies, present, absent) => {
    const { origin } = await start({ trustedProxies })
    const seen = (await (await fetch(`${origin}/x`, { headers: claims })).json()) as { headers: object }
    expect(seen.headers).toMatchObject(present)
    for (const name of absent) expect(seen.headers).not.toHaveProperty([name])
  })

  it('is the connection itself when a proxy says nonsense', async () => {
    const { origin } = await start({ trustedProxies: 1 })
    const answer = await fetch(`${origin}/x`, { headers: { 'x-forwarded-for': '<script>' } })
    expect(await answer.json()).toMatchObject({ headers: { 'x-forwarded-for': '127.0.0.1' } })
  })
})

describe('failures', () => {
  it('of the API tell nothing but the id', async () => {
    const { origin } = await start()
    const answer = await fetch(`${origin}/api/fail`)
    expect(answer.status).toBe(500)
    const body = await answer.text()
    expect(body).not.toContain('inner detail')
    expect(JSON.parse(body)).toMatchObject({ error: { requestId: answer.headers.get('x-request-id') } })
  })

  it('of the pages are a plain 500', async () => {
    const { origin } = await start({ pages: () => Promise.reject(new Error('inner detail')) })
    const answer = await fetch(`${origin}/x`)
    expect([answer.status, await answer.text()]).toEqual([500, 'Something went wrong on our side.\n'])
  })

  it.each([
    ['no HTTP at all', 'HELLO\r\n\r\n'],
    ['a bad host', 'GET /api/id HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n'],
    ['a bad length', 'POST /api/echo HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n'],
    ['a bad chunk', 'POST /api/echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
  ])('with %s are the client’s, and the server goes on', async (_case, raw) => {
    const { origin, port } = await start()
    const socket = net.connect(port, '127.0.0.1')
    socket.write(raw)
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 /)
    expect((await fetch(`${origin}/api/id`)).status).toBe(200)
  })
})

describe('bodies', () => {
  const inChunks = (bytes: number) =>
    new ReadableStream({
      start(controller) {
        for (let sent = 0; sent < bytes; sent += 64 * 1024) {
          controller.enqueue(new Uint8Array(Math.min(64 * 1024, bytes - sent)))
        }
        controller.close()
      },
    })

  it.each([
    ['with their length', (bytes: number) => new Uint8Array(bytes)],
    ['in chunks', inChunks],
  ])('are taken up to the limit, %s', async (_case, make) => {
    const { origin } = await start()
    const post = (bytes: number) =>
      fetch(`${origin}/api/echo`, { method: 'POST', body: make(bytes), duplex: 'half' } as RequestInit)
    expect(await (await post(MAX_BODY_BYTES)).json()).toEqual({ bytes: MAX_BODY_BYTES })
    expect((await post(MAX_BODY_BYTES + 1)).status).toBe(413)
  })
})

describe('closing', () => {
  it('lets a running request finish, takes no new one, and waits for no idle connection', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>()
    const pages = async (_request: IncomingMessage, response: ServerResponse) => {
      arrive()
      await released
      response.end('done')
    }
    const { origin, port, close } = await start({ pages }, 60_000)
    const idle = net.connect(port, '127.0.0.1')
    await once(idle, 'connect')
    const answer = fetch(`${origin}/slow`)
    await arrived
    const closed = close()
    await once(idle.resume(), 'close')
    await expect(fetch(`${origin}/new`)).rejects.toThrow()
    release()
    expect(await (await answer).text()).toBe('done')
    await closed
  })

  it('cuts off what does not finish in time', async () => {
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>()
    const { origin, close } = await start({ pages: async () => arrive() }, 10)
    const answer = fetch(`${origin}/hangs`)
    await arrived
    await Promise.all([close(), expect(answer).rejects.toThrow()])
  })
})
