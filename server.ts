import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import path from 'node:path'
import { runCommand } from '#lib/cli/command.ts'
import type { Lifetime } from '#lib/cli/lifetime.ts'
import { listenError } from '#lib/cli/port.ts'
import { closeDb } from '#lib/db/client.ts'
import { pendingMigrations } from '#lib/db/migrate.ts'
import { env } from '#lib/env.ts'
import { logAccess } from '#lib/http/access-log.ts'
import { type ApiMount, type RequestHandler, routeApi } from '#lib/http/api.ts'
import { drainAfterAnswer } from '#lib/http/drain.ts'
import { healthRoutes } from '#lib/http/health-routes.ts'
import { identifyRequest } from '#lib/http/incoming-request.ts'
import { setSecurityHeaders } from '#lib/http/security-headers.ts'
import { makeClose } from '#lib/http/shutdown.ts'
import { startListening, stopListening } from '#lib/live/listen.ts'
import { liveRoutes } from '#lib/live/route.ts'
import { captureConsole } from '#lib/observability/capture-console.ts'
import { logger } from '#lib/observability/logger.ts'
import { withRequestContext } from '#lib/observability/request-context.ts'

/** Longer than the idle time of common proxies, so that none of them sends into a connection that is closing. */
const KEEP_ALIVE_MS = 75_000
const HEADERS_TIMEOUT_MS = 30_000
const REQUEST_TIMEOUT_MS = 120_000
/** What a running request is given to finish when the server stops. */
const CLOSE_LIMIT_MS = 10_000
const DEV_CLOSE_LIMIT_MS = 500

export interface ServerOptions {
  /** answers everything that is not an API path */
  readonly pages: RequestHandler
  readonly apis: readonly ApiMount[]
  /** how many proxies in front are to be believed */
  readonly trustedProxies: number
  /** browsers come through https */
  readonly isHttps: boolean
}

/** The APIs that this process answers. A new one is one line here; team slugs reserve its first path segment. */
export function apiMounts(): ApiMount[] {
  return [
    {
      paths: ['/healthz', '/readyz'],
      routes: healthRoutes({ pendingMigrations: () => pendingMigrations(env().DATABASE_URL ?? '') }),
    },
    { paths: ['/live'], routes: liveRoutes() },
  ]
}

/** The HTTP server, not listening yet: API paths are answered by their routers, the rest by Next. */
export function createServer({ pages, apis, trustedProxies, isHttps }: ServerOptions): http.Server {
  const findApi = routeApi(apis)
  const server = http.createServer((request, response) => {
    const facts = identifyRequest(request, trustedProxies)
    response.setHeader('x-request-id', facts.requestId)
    setSecurityHeaders(response, isHttps)
    logAccess(request, response, facts)
    drainAfterAnswer(request, response)
    const handler = findApi(pathOf(request)) ?? pages
    withRequestContext({ requestId: facts.requestId }, () => {
      handler(request, response).catch((error: unknown) => answerFailure(error, response))
    })
  })
  server.keepAliveTimeout = KEEP_ALIVE_MS
  server.headersTimeout = HEADERS_TIMEOUT_MS
  server.requestTimeout = REQUEST_TIMEOUT_MS
  return server
}

/** The path without the query; also of a target that proxies send with a whole address. */
function pathOf(request: IncomingMessage): string {
  const target = request.url ?? '/'
  if (target.startsWith('/')) return target.split('?', 1)[0] ?? '/'
  return URL.canParse(target) ? new URL(target).pathname : target
}

function answerFailure(error: unknown, response: ServerResponse): void {
  logger().error({ err: error }, 'A request failed')
  if (response.headersSent) {
    response.destroy()
    return
  }
  response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' })
  response.end('Something went wrong on our side.\n')
}

/**
 * Serves pages and APIs on HOST and PORT until the lifetime ends. The environment is prepared before: database
 * migrated, variables published, pages built unless `dev`.
 * @throws Error, one sentence, when the address cannot be had
 */
export async function serve(lifetime: Lifetime, { dev }: { dev: boolean }): Promise<void> {
  const { HOST, PORT, PATCHBAY_URL, PATCHBAY_TRUST_PROXY } = env()
  await lifetime.acquire(Promise.resolve(), closeDb)
  startListening()
  await lifetime.acquire(Promise.resolve(), stopListening)
  if (!dev) captureConsole()
  // loaded only now, because it reads variables that are known only now
  const { default: next } = await import('next')
  const server = createServer({
    pages: (request, response) => answerPage(request, response),
    apis: apiMounts(),
    trustedProxies: PATCHBAY_TRUST_PROXY,
    isHttps: PATCHBAY_URL.startsWith('https:'),
  })
  // hot reload comes through an upgrade; otherwise Next must not see one, because it would leave it open
  const httpServer = dev ? server : http.createServer()
  const app = next({ dev, dir: import.meta.dirname, hostname: HOST, port: PORT, httpServer, quiet: !dev })
  const answerPage = app.getRequestHandler()
  await lifetime.acquire(app.prepare(), () => app.close())
  const close = makeClose(server, dev ? DEV_CLOSE_LIMIT_MS : CLOSE_LIMIT_MS)
  await lifetime.acquire(listen(server, HOST, PORT), close)
}

function listen(server: http.Server, host: string, port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', (cause) => reject(listenError(cause, host, port)))
  server.listen({ host, port }, resolve)
  return promise
}

// by itself, in an environment that is prepared already
if (process.argv[1] !== undefined && path.resolve(process.argv[1]) === import.meta.filename) {
  await runCommand(async (lifetime) => {
    await serve(lifetime, { dev: env().NODE_ENV === 'development' })
    lifetime.markReady()
    process.send?.({ ready: true })
  })
}
