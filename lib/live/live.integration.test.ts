import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sealSession, sessionCookieName } from '#lib/auth/token.ts'
import { db, pool } from '#lib/db/client.ts'
import type { LiveEvent } from '#lib/domain/shared/context.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { makeTeam, type TestTeam } from '#lib/testing/factories.ts'
import { registerSecret } from '#lib/testing/secrets.ts'
import { hub } from './hub.ts'
import { startListening, stopListening } from './listen.ts'
import { CHANNEL, type Envelope, payloads, processId, publish } from './publish.ts'
import { liveRoutes } from './route.ts'

useDatabase()

let server: ReturnType<typeof serve>
let base: string

beforeAll(async () => {
  base = await new Promise((resolve) => {
    server = serve({ fetch: liveRoutes().fetch, port: 0, hostname: '127.0.0.1' }, (info: AddressInfo) =>
      resolve(`http://127.0.0.1:${info.port}`),
    )
  })
  startListening()
})
afterAll(async () => {
  await stopListening()
  if ('closeAllConnections' in server) server.closeAllConnections()
  server.close()
})

function eventOf(team: TestTeam, overrides: Partial<LiveEvent> = {}): LiveEvent {
  const what = { entity: 'endpoint', entityId: 'e', action: 'endpoint.updated', fields: ['url'], version: 2 }
  return { teamId: team.id, ...what, actorId: null, actorLabel: 'Ioana', ...overrides }
}

async function cookieOf(team: TestTeam): Promise<{ cookie: string; userId: string }> {
  const { actor } = await team.as('viewer')
  const userId = actor.id ?? ''
  const session = registerSecret('session-token', await sealSession({ userId, sessionVersion: 1 }))
  return { cookie: `${sessionCookieName()}=${session}`, userId }
}

/** Reads server-sent events one by one. */
async function listen(slug: string, cookie: string) {
  const ended = new AbortController()
  const response = await fetch(`${base}/live/${slug}`, { headers: { cookie }, signal: ended.signal })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  return {
    status: response.status,
    close: () => ended.abort(),
    async next(): Promise<{ event: string; data: string } | null> {
      for (;;) {
        const end = text.indexOf('\n\n')
        if (end >= 0) {
          const lines = text.slice(0, end).split('\n')
          text = text.slice(end + 2)
          const field = (name: string) =>
            lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? ''
          return { event: field('event'), data: field('data') }
        }
        const chunk = await reader?.read()
        if (!chunk || chunk.done) return null
        text += chunk.value
      }
    },
  }
}

test('a member hears of the team’s changes, and of no other team’s', async () => {
  const [team, other] = [await makeTeam(), await makeTeam()]
  const stream = await listen(team.slug, (await cookieOf(team)).cookie)
  expect(await stream.next()).toMatchObject({ event: 'ready' })
  publish(eventOf(other))
  publish(eventOf(team))
  expect(JSON.parse((await stream.next())?.data ?? '')).toEqual(eventOf(team))
  stream.close()
})

test('changes of another process arrive, our own echo does not', async () => {
  const team = await makeTeam()
  const heard: LiveEvent[] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  const unsubscribe = hub().subscribe(team.id, (event) => {
    heard.push(event)
    resolve()
  })
  const tell = (from: string, event: LiveEvent) =>
    pool().query('SELECT pg_notify($1, $2)', [
      CHANNEL,
      JSON.stringify({ from, events: [event] } satisfies Envelope),
    ])
  await tell(processId(), eventOf(team, { entityId: 'echo' }))
  await tell('another process', eventOf(team, { entityId: 'foreign' }))
  await promise
  expect(heard.map((event) => event.entityId)).toEqual(['foreign'])
  unsubscribe()
})

test('without a session 401, for a team of others 404 as for none', async () => {
  const [team, other] = [await makeTeam(), await makeTeam()]
  const { cookie } = await cookieOf(team)
  expect((await fetch(`${base}/live/${team.slug}`)).status).toBe(401)
  const foreign = await fetch(`${base}/live/${other.slug}`, { headers: { cookie } })
  const missing = await fetch(`${base}/live/no-such-team`, { headers: { cookie } })
  expect([foreign.status, await foreign.text()]).toEqual([missing.status, await missing.text()])
  expect(missing.status).toBe(404)
})

test('a removed member’s stream ends at the removal', async () => {
  const team = await makeTeam()
  const { cookie, userId } = await cookieOf(team)
  const stream = await listen(team.slug, cookie)
  await stream.next()
  await db().membership.deleteMany({ where: { userId } })
  publish(eventOf(team, { entity: 'member', action: 'member.removed' }))
  expect(await stream.next()).toBeNull()
  expect(hub().size()).toBe(0)
})

test('many events fit the limit of a notification, each exactly once', async () => {
  const team = await makeTeam()
  const events = Array.from({ length: 100 }, (_, i) =>
    eventOf(team, { entityId: `${i}`, actorLabel: 'Ω'.repeat(80) }),
  )
  const packed = payloads(events, 'x')
  for (const payload of packed) expect(Buffer.byteLength(payload)).toBeLessThan(8000)
  expect(packed.flatMap((payload) => (JSON.parse(payload) as Envelope).events)).toEqual(events)
  expect(packed.length).toBeLessThan(20)
})
