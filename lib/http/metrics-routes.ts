import { createHash, timingSafeEqual } from 'node:crypto'
import type { Hono } from 'hono'
import { logger } from '#lib/observability/logger.ts'
import type { Metrics, QueueMeasure } from '#lib/observability/metrics.ts'
import { createApiApp, methodNotAllowed, problem } from './api-app.ts'
import { CLIENT_ADDRESS_HEADER } from './incoming-request.ts'

export interface MetricsOptions {
  readonly metrics: Metrics
  /** rejects when the database does not answer */
  readonly queue: () => Promise<QueueMeasure>
  /** what a reader has to send; undefined: only this machine may read, and only while `isLocal` */
  readonly token: string | undefined
  /**
   * the server is known under this machine's name and behind no proxy: otherwise requests of the whole world could come
   * from an address of this machine
   */
  readonly isLocal: boolean
}

/** `GET /metrics`, as Prometheus reads it. 401 without the token; without one configured, 404 for all but this machine. */
export function metricsRoutes({ metrics, queue, token, isLocal }: MetricsOptions): Hono {
  const routes = createApiApp()
  routes.use('/metrics', async (context, next) => {
    context.header('cache-control', 'no-store')
    const { req } = context
    if (token === undefined) {
      if (!isLocal || !isLoopback(req.header(CLIENT_ADDRESS_HEADER)) || !isLocalHost(req.header('host')))
        return context.notFound()
    } else if (!isToken(req.header('authorization'), token)) {
      const refusal = problem('unauthorized', 'Send the metrics token as a bearer token.')
      return context.json(refusal, 401, { 'www-authenticate': 'Bearer realm="metrics"' })
    }
    return next()
  })
  routes.get('/metrics', async (context) => {
    const { contentType, body } = await metrics.read(await orNull(queue))
    return context.body(body, 200, { 'content-type': contentType })
  })
  routes.all('/metrics', methodNotAllowed('GET', 'HEAD'))
  return routes
}

async function orNull<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read()
  } catch (error) {
    logger().warn({ err: error }, 'The queue could not be measured')
    return null
  }
}

/** An address of this machine alone. */
function isLoopback(address: string | undefined): boolean {
  return address !== undefined && (/^127(\.\d{1,3}){3}$/.test(address) || address === '::1')
}

/** Whether a Host header, or the host of a URL, is this machine's: another name may have been bent to lead here. */
export function isLocalHost(host: string | undefined): boolean {
  const name = host?.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1')
  return name === 'localhost' || isLoopback(name)
}

function isToken(header: string | undefined, token: string): boolean {
  const [, sent] = /^bearer +(\S+)$/i.exec(header ?? '') ?? []
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return sent !== undefined && timingSafeEqual(hash(sent), hash(token))
}
