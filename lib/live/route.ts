import type { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { readSessionCookie } from '#lib/auth/token.ts'
import type { LiveEvent } from '#lib/domain/shared/context.ts'
import { type LoadedSession, loadSession } from '#lib/domain/users/load-session.ts'
import { createApiApp, methodNotAllowed, problem } from '#lib/http/api-app.ts'
import { shutdownSignal } from '#lib/http/shutdown.ts'
import { hub } from './hub.ts'

/** Often enough that proxies keep the stream open and an ended session stops hearing soon. */
const HEARTBEAT_MS = 20_000
/** A browser that reads slower than this many events behind starts over. */
const MAX_BEHIND = 500

/**
 * `GET /live/<team slug>`: a stream of server-sent events, `change` for each committed change of the team. The events say
 * what changed and who did it, never a value; the page reads the values again with its own rights. 401 without a
 * session, 404 for a team that is not the user's.
 */
export function liveRoutes(): Hono {
  const app = createApiApp()
  app.get('/live/:team', async (c) => {
    const slug = c.req.param('team')
    const cookie = c.req.header('cookie')
    const session = await sessionOf(cookie, slug)
    if (!session) return c.json(problem('unauthenticated', 'Sign in first.'), 401)
    if (!session.membership) return c.json(problem('not_found', 'Team not found.'), 404)
    const teamId = session.membership.team.id

    c.header('cache-control', 'no-store')
    c.header('x-accel-buffering', 'no')
    return streamSSE(c, async (stream) => {
      const waiting: LiveEvent[] = []
      let wake = () => {}
      const unsubscribe = hub().subscribe(teamId, (event) => {
        waiting.push(event)
        wake()
      })
      const stopping = shutdownSignal()
      const stop = () => wake()
      stopping.addEventListener('abort', stop)
      stream.onAbort(stop)
      try {
        await stream.writeSSE({ event: 'ready', data: '{}' })
        let checkedAt = performance.now()
        while (!stream.aborted && !stopping.aborted && waiting.length <= MAX_BEHIND) {
          const due = performance.now() - checkedAt >= HEARTBEAT_MS || waiting[0]?.entity === 'member'
          if (due) {
            if (!(await sessionOf(cookie, slug))?.membership) return
            checkedAt = performance.now()
          }
          const event = waiting.shift()
          if (event) {
            await stream.writeSSE({ event: 'change', data: JSON.stringify(event) })
            continue
          }
          const quiet = await new Promise<boolean>((resolve) => {
            const timer = setTimeout(() => resolve(true), HEARTBEAT_MS)
            wake = () => {
              clearTimeout(timer)
              resolve(false)
            }
            if (stream.aborted || stopping.aborted || waiting.length > 0) wake()
          })
          if (quiet) await stream.writeSSE({ event: 'heartbeat', data: '{}' })
        }
      } finally {
        unsubscribe()
        stopping.removeEventListener('abort', stop)
      }
    })
  })
  app.all('/live/:team', methodNotAllowed('GET'))
  return app
}

async function sessionOf(cookie: string | undefined, teamSlug: string): Promise<LoadedSession | null> {
  const claims = await readSessionCookie(cookie)
  return claims && loadSession({ ...claims, teamSlug })
}
