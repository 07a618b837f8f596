import { setTimeout as wait } from 'node:timers/promises'
import { type Context, Hono } from 'hono'
import { INSPECTOR_PATH, RETRY_AFTER_SECONDS } from '#lib/domain/inspector/inbox.ts'
import { type InspectorServices, receiveRequest } from '#lib/domain/inspector/receive.ts'
import { createApiApp, problem } from '#lib/http/api-app.ts'
import { CLIENT_ADDRESS_HEADER, REQUEST_ID_HEADER } from '#lib/http/incoming-request.ts'
import { shutdownSignal } from '#lib/http/shutdown.ts'

/** The paths of the built-in receiver. */
export const INSPECTOR_PATHS = [INSPECTOR_PATH]

/** Written by the server on the way in: they say nothing of what was sent. */
const OWN_HEADERS = new Set([REQUEST_ID_HEADER, CLIENT_ADDRESS_HEADER])

/**
 * `/inspect/<token>` and below it, any method: takes what comes, and answers what the inbox was told to answer. 404 for an
 * unknown token as for no such path, 413 above 1 MiB, 429 with `Retry-After` when too much comes at once.
 */
export function inspectorRoutes(services: InspectorServices): Hono {
  const routes = createApiApp()
  const receive = async (c: Context) => {
    const token = c.req.param('token') ?? ''
    const { pathname, search } = new URL(c.req.url)
    const answer = await receiveRequest(services, {
      ...{ token, method: c.req.method, query: search },
      path: pathname.slice(`${INSPECTOR_PATH}/${token}`.length),
      headers: [...c.req.raw.headers].filter(([name]) => !OWN_HEADERS.has(name)),
      body: new Uint8Array(await c.req.arrayBuffer()),
    })
    if (!answer) return c.notFound()
    c.header('cache-control', 'no-store')
    if ('retryAfterMs' in answer) {
      c.header('retry-after', String(Math.ceil(answer.retryAfterMs / 1000)))
      return c.json(problem('rate_limited', 'This inbox takes 120 requests a minute. Try again later.'), 429)
    }
    if (answer.delayMs > 0) await pause(answer.delayMs, c.req.raw.signal)
    if (answer.status === 429) c.header('retry-after', String(RETRY_AFTER_SECONDS))
    return c.json({ ok: answer.status === 200 }, answer.status)
  }
  const tokens = new Hono()
  tokens.all('/:token{[0-9a-f]{32}}', receive)
  tokens.all('/:token{[0-9a-f]{32}}/*', receive)
  routes.route(INSPECTOR_PATH, tokens)
  return routes
}

/** Ends early when nobody waits any more, or the server stops. */
async function pause(ms: number, gone: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal: AbortSignal.any([gone, shutdownSignal()]) }).catch(() => {})
}
