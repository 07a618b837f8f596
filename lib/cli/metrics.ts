import http from 'node:http'
import { clock } from '#lib/auth/clock.ts'
import { pendingMigrations } from '#lib/db/migrate.ts'
import { queueDepth } from '#lib/domain/deliveries/queue-depth.ts'
import { env } from '#lib/env.ts'
import { type ApiMount, routeApi } from '#lib/http/api.ts'
import { healthRoutes } from '#lib/http/health-routes.ts'
import { identifyRequest } from '#lib/http/incoming-request.ts'
import { isLocalHost, metricsRoutes } from '#lib/http/metrics-routes.ts'
import { makeClose } from '#lib/http/shutdown.ts'
import { metrics } from '#lib/observability/metrics.ts'
import type { Lifetime } from './lifetime.ts'
import { listenError } from './port.ts'

const CLOSE_LIMIT_MS = 1_000

/** What operators' programs ask a process for: whether it lives and is ready, and what it measures. */
export function operatorMounts(): ApiMount[] {
  const { PATCHBAY_METRICS_TOKEN, PATCHBAY_TRUST_PROXY, PATCHBAY_URL } = env()
  return [
    {
      paths: ['/healthz', '/readyz'],
      routes: healthRoutes({ pendingMigrations: () => pendingMigrations(env().DATABASE_URL ?? '') }),
    },
    {
      paths: ['/metrics'],
      routes: metricsRoutes({
        metrics: metrics(),
        queue: () => queueDepth(clock()),
        token: PATCHBAY_METRICS_TOKEN,
        isLocal: PATCHBAY_TRUST_PROXY === 0 && isLocalHost(new URL(PATCHBAY_URL).host),
      }),
    },
  ]
}

/** A server of these alone, not listening yet. */
export function makeOperatorServer(mounts: readonly ApiMount[], trustedProxies: number): http.Server {
  const find = routeApi(mounts)
  return http.createServer((request, response) => {
    identifyRequest(request, trustedProxies)
    const found = find(request.url?.split('?', 1)[0] ?? '')
    if (!found) return void response.writeHead(404).end()
    found.handler(request, response).catch(() => response.destroy())
  })
}

/**
 * For a process that serves nothing else: on HOST and PATCHBAY_METRICS_PORT, where that is set, for as long as the command
 * lasts. Throws an error of one sentence when the address cannot be had.
 */
export async function serveOperators(lifetime: Lifetime): Promise<void> {
  const { HOST: host, PATCHBAY_METRICS_PORT: port, PATCHBAY_TRUST_PROXY } = env()
  if (port === undefined) return
  const server = makeOperatorServer(operatorMounts(), PATCHBAY_TRUST_PROXY)
  const close = makeClose(server, CLOSE_LIMIT_MS)
  const listening = new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(listenError(cause, host, port)))
    server.listen({ host, port }, resolve)
  })
  await lifetime.acquire(listening, close)
}
