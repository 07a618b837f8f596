import type { Hono } from 'hono'
import { logger } from '#lib/observability/logger.ts'
import { createApiApp, methodNotAllowed } from './api-app.ts'

const CHECK_TIMEOUT_MS = 2_000
/** Probes that come faster share one answer. */
const REUSE_MS = 1_000

export interface HealthOptions {
  /** the migrations that the database lacks; rejects when it does not answer */
  readonly pendingMigrations: () => Promise<readonly string[]>
}

type Readiness = {
  status: 'ready' | 'unavailable'
  database: 'ok' | 'unreachable'
  migrations: 'ok' | 'pending' | 'unknown'
}

/** `GET /healthz`: the process is up. `GET /readyz`: its database answers and has all migrations, else 503. */
export function healthRoutes(options: HealthOptions): Hono {
  const check = reuse(() => checkReadiness(options), REUSE_MS)
  const routes = createApiApp()
  routes.use(async (context, next) => {
    await next()
    context.header('cache-control', 'no-store')
  })
  routes.get('/healthz', (context) => context.json({ status: 'ok' }))
  routes.get('/readyz', async (context) => {
    const readiness = await check()
    return context.json(readiness, readiness.status === 'ready' ? 200 : 503)
  })
  routes.all('/healthz', methodNotAllowed('GET', 'HEAD'))
  routes.all('/readyz', methodNotAllowed('GET', 'HEAD'))
  return routes
}

async function checkReadiness({ pendingMigrations }: HealthOptions): Promise<Readiness> {
  try {
    const pending = await within(pendingMigrations(), CHECK_TIMEOUT_MS)
    if (pending.length === 0) return { status: 'ready', database: 'ok', migrations: 'ok' }
    return { status: 'unavailable', database: 'ok', migrations: 'pending' }
  } catch (error) {
    logger().warn({ err: error }, 'Not ready: the database does not answer')
    return { status: 'unavailable', database: 'unreachable', migrations: 'unknown' }
  }
}

async function within<T>(promise: Promise<T>, timeoutMs: number): Promise<T> {
  const { promise: expiry, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`No answer within ${timeoutMs} ms`)), timeoutMs)
  try {
    return await Promise.race([promise, expiry])
  } finally {
    clearTimeout(timer)
    // when it comes later, nobody waits for it
    promise.catch(() => {})
  }
}

/** At most one run at a time, and its result for everybody who asks within `reuseMs` of its start. */
function reuse<T>(run: () => Promise<T>, reuseMs: number): () => Promise<T> {
  let last: { at: number; result: Promise<T> } | undefined
  return () => {
    const now = performance.now()
    if (last === undefined || now - last.at > reuseMs) last = { at: now, result: run() }
    return last.result
  }
}
