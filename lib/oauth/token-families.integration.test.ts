import { expect, test } from 'vitest'
import { db, pool } from '#lib/db/client.ts'
import { authenticate } from '#lib/domain/api-keys/authenticate.ts'
import { makeOauthApp, REDIRECT_URI } from '#lib/testing/credentials.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { makeTeam } from '#lib/testing/factories.ts'
import { agree, authorizationQuery, newPkce } from '#lib/testing/oauth-requests.ts'
import { type OauthAnswer, useOauthServer } from '#lib/testing/oauth-server.ts'

useDatabase()
const server = useOauthServer()

/** A consent whose refresh token was exchanged once, so that there are two pairs of tokens. */
async function scene() {
  const owner = await (await makeTeam()).as('owner')
  const { app, clientSecret } = await makeOauthApp(owner)
  const client = { client_id: app.clientId, client_secret: clientSecret }
  const { challenge, verifier } = newPkce()
  const code = await agree(owner, authorizationQuery(app.clientId, challenge, { scope: 'read' }))
  const exchange = () =>
    server.post('/oauth/token', {
      grant_type: 'authorization_code',
      ...client,
      code,
      redirect_uri: REDIRECT_URI,
      code_verifier: verifier,
    })
  const refresh = ({ body }: OauthAnswer) =>
    server.post('/oauth/token', {
      grant_type: 'refresh_token',
      ...client,
      refresh_token: body.refresh_token,
    })
  const revoke = ({ body }: OauthAnswer) =>
    server.post('/oauth/revoke', { ...client, token: body.refresh_token })
  const first = await exchange()
  const second = await refresh(first)
  return { app, exchange, refresh, revoke, first, second }
}

/** Locks a row for as long as `work` takes, which learns by whose lock others wait. */
async function holding(table: string, id: string, work: (holder: number) => Promise<void>): Promise<void> {
  const connection = await pool().connect()
  try {
    await connection.query('BEGIN')
    await connection.query(`SELECT FROM ${table} WHERE id = $1 FOR UPDATE`, [id])
    const { rows } = await connection.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
    await work(rows[0]?.pid ?? 0)
  } finally {
    await connection.query('ROLLBACK')
    connection.release()
  }
}

/** The connection that waits for a lock of the other, as soon as one does. */
async function waitsFor(holder: number): Promise<number> {
  let waiting: number | undefined
  await expect
    .poll(
      async () => {
        const { rows } = await pool().query<{ pid: number }>(
          'SELECT pid FROM pg_locks WHERE NOT granted AND $1::int = ANY(pg_blocking_pids(pid))',
          [holder],
        )
        waiting = rows[0]?.pid
        return waiting
      },
      { timeout: 10_000 },
    )
    .toBeDefined()
  return waiting ?? 0
}

const isGood = async ({ body }: OauthAnswer) =>
  authenticate(body.access_token, { accepts: ['oauth'] }, new Date()).then(
    () => true,
    () => false,
  )

test.each([
  ['a refresh token that comes again', 'refresh'],
  ['a code that comes again', 'exchange'],
  ['a revocation', 'revoke'],
] as const)('%s ends what is being issued at that moment, too', async (_, deed) => {
  const { app, refresh, first, second, ...deeds } = await scene()
  const end = () => ({ refresh, ...deeds })[deed](first)
  const at: Promise<OauthAnswer>[] = []
  // a new token needs its app, so its issue is at work until the lock is gone
  await holding('oauth_apps', app.id, async (holder) => {
    at.push(refresh(second))
    const issuing = await waitsFor(holder)
    at.push(end())
    await waitsFor(issuing)
  })
  const [third, ended] = (await Promise.all(at)) as [OauthAnswer, OauthAnswer]
  expect([third.status, ended.status]).toEqual([200, deed === 'revoke' ? 200 : 400])
  for (const answer of [first, second, third]) expect(await isGood(answer)).toBe(false)
  expect((await refresh(third)).body.error).toBe('invalid_grant')
})

test('nothing is issued to a consent that is being ended', async () => {
  const { app, refresh, first, second } = await scene()
  const where = { appId: app.id }
  const { id } = await db().oauthToken.findFirstOrThrow({ where: { ...where, refreshedAt: { not: null } } })
  const at: Promise<OauthAnswer>[] = []
  await holding('oauth_tokens', id, async (holder) => {
    at.push(refresh(first))
    const ending = await waitsFor(holder)
    at.push(refresh(second))
    await waitsFor(ending)
  })
  for (const answer of await Promise.all(at)) expect(answer.body.error).toBe('invalid_grant')
  expect(await isGood(second)).toBe(false)
  expect(await db().oauthToken.count({ where })).toBe(2)
})
