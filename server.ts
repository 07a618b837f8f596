import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import path from 'node:path'
import { clock } from '#lib/auth/clock.ts'
import { runCommand } from '#lib/cli/command.ts'
import { sendDeliveries } from '#lib/cli/delivery.ts'
import type { Holder } from '#lib/cli/lifetime.ts'
import { operatorMounts } from '#lib/cli/metrics.ts'
import { listenError } from '#lib/cli/port.ts'
import { refuseUnknownLimits } from '#lib/cli/rate-limits.ts'
import { sendTraces } from '#lib/cli/tracing.ts'
import { closeDb } from '#lib/db/client.ts'
import { doors, limitNames } from '#lib/dialects/doors.ts'
import type { ApiServices } from '#lib/dialects/kit/http/operation.ts'
import { profileOf } from '#lib/dialects/registry.ts'
import { startJobs, stopJobs } from '#lib/domain/jobs/runner.ts'
import { env } from '#lib/env.ts'
import { logAccess } from '#lib/http/access-log.ts'
import { type ApiMount, type RequestHandler, routeApi } from '#lib/http/api.ts'
import { drainAfterAnswer } from '#lib/http/drain.ts'
import { identifyRequest } from '#lib/http/incoming-request.ts'
import { measureRequest } from '#lib/http/measure-request.ts'
import { setSecurityHeaders } from '#lib/http/security-headers.ts'
import { makeClose } from '#lib/http/shutdown.ts'
import { traceRequest } from '#lib/http/trace-request.ts'
import { INSPECTOR_PATHS, inspectorRoutes } from '#lib/inspector/routes.ts'
import { startListening, stopListening } from '#lib/live/listen.ts'
import { publish } from '#lib/live/publish.ts'
import { liveRoutes } from '#lib/live/route.ts'
import { OAUTH_PATHS, oauthRoutes } from '#lib/oauth/routes.ts'
import { captureConsole } from '#lib/observability/capture-console.ts'
import { logger } from '#lib/observability/logger.ts'
import { withRequestContext } from '#lib/observability/request-context.ts'
import { OPENAPI_PATHS, openApiRoutes } from '#lib/openapi/routes.ts'

/** Of one answer's end. */
const MAX_LISTENERS = 20
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

/** What the doors of all dialects get from this process. */
function apiServices(): ApiServices {
  return {
    clock: clock(),
    profile: profileOf,
    notify: publish,
    origin: env().PATCHBAY_URL,
    limit: (name) => env().PATCHBAY_RATE_LIMITS.get(name),
  }
}

/**
 * The APIs that this process answers. A dialect's comes with `doors`, any other is a line here; team slugs reserve its
 * first path segment.
 */
export function apiMounts(): ApiMount[] {
  const services = apiServices()
  return [
    ...operatorMounts(),
    { paths: ['/live'], routes: liveRoutes() },
    { paths: INSPECTOR_PATHS, routes: inspectorRoutes(services) },
    { paths: OAUTH_PATHS, routes: oauthRoutes({ clock: services.clock, issuer: services.origin }) },
    { paths: OPENAPI_PATHS, routes: openApiRoutes({ doors, origin: services.origin }) },
    ...Object.values(doors).map((api) => ({ paths: api.paths, routes: api.routes(services) })),
  ]
}

/** The HTTP server, not listening yet: API paths are answered by their routers, the rest by Next. */
export function createServer({ pages, apis, trustedProxies, isHttps }: ServerOptions): http.Server {
  const findApi = routeApi(apis)
  const server = http.createServer((request, response) => {
    const facts = identifyRequest(request, trustedProxies)
    // Next listens up to ten times by itself; with ours beside them Node would suspect a leak
    response.setMaxListeners(MAX_LISTENERS)
    response.setHeader('x-request-id', facts.requestId)
    setSecurityHeaders(response, isHttps)
    logAccess(request, response, facts)
    drainAfterAnswer(request, response)
    const api = findApi(pathOf(request))
    const handler = api?.handler ?? pages
    measureRequest(request, response, api?.path ?? 'pages')
    withRequestContext({ requestId: facts.requestId }, () => {
      const answer = () => handler(request, response)
      const answered = api ? traceRequest(request, response, api.path, answer) : answer()
      answered.catch((error: unknown) => answerFailure(error, response))
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
 * @throws Error, one sentence, when the address cannot be had, or a limit is set that there is not
 */
export async function serve(lifetime: Holder, { dev }: { dev: boolean }): Promise<void> {
  const { HOST, PORT, PATCHBAY_URL, PATCHBAY_TRUST_PROXY, PATCHBAY_WORKER } = env()
  refuseUnknownLimits(env().PATCHBAY_RATE_LIMITS.keys(), limitNames)
  await sendTraces(lifetime)
  await lifetime.acquire(Promise.resolve(), closeDb)
  startListening()
  await lifetime.acquire(Promise.resolve(), stopListening)
  startJobs({
    ...apiServices(),
    onError: (error) => logger().error({ err: error }, 'A job could not go on'),
  })
  await lifetime.acquire(Promise.resolve(), stopJobs)
  await sendDeliveries(lifetime, { isWorker: PATCHBAY_WORKER })
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
