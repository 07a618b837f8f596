import { createHash, timingSafeEqual } from 'node:crypto'
import http, { type IncomingMessage } from 'node:http'
import pg from 'pg'
import { uuidv7 } from '#lib/domain/shared/ids.ts'

// The baseline of publishing: node:http and pg, written by hand for this one job. It looks up the credential and the event
// type, and inserts the message and its deliveries in a transaction, over a pool of the same size.
const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL ?? '',
  max: Number(process.env.POOL_SIZE),
})

const server = http.createServer((request, response) => {
  answer(request).then(
    ({ status, body }) => {
      const text = JSON.stringify(body)
      response.writeHead(status, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
      })
      response.end(text)
    },
    (error: unknown) => {
      response.writeHead(500)
      response.end(String(error))
    },
  )
})
server.listen(Number(process.env.PORT), '127.0.0.1', () => process.send?.({ ready: true }))
process.once('disconnect', () => process.exit(0))

async function answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
  const teamId = await authenticate(request)
  if (teamId === null) return { status: 401, body: { error: 'unauthorized' } }
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const { type, payload } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>
  if (typeof type !== 'string' || typeof payload !== 'object')
    return { status: 400, body: { error: 'type, payload' } }
  const known = await pool.query({
    name: 'type',
    text: 'SELECT schema FROM event_types WHERE team_id = $1 AND name = $2 AND archived_at IS NULL',
    values: [teamId, type],
  })
  if (known.rowCount === 0) return { status: 400, body: { error: 'type' } }
  return { status: 202, body: await publish(teamId, type, payload) }
}

async function authenticate(request: IncomingMessage): Promise<string | null> {
  const credential = String(request.headers.authorization).replace(/^Bearer /, '')
  const { rows } = await pool.query({
    name: 'key',
    text: 'SELECT team_id, hash, scopes, expires_at, revoked_at FROM api_keys WHERE lookup = $1',
    values: [String(request.headers['x-lookup'])],
  })
  const [row] = rows
  if (!row || !timingSafeEqual(createHash('sha256').update(credential).digest(), row.hash)) return null
  if (row.revoked_at || (row.expires_at && row.expires_at < new Date())) return null
  return row.team_id
}

async function publish(teamId: string, type: string, payload: unknown): Promise<unknown> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const now = new Date()
    const id = uuidv7()
    await client.query({
      name: 'message',
      text: `INSERT INTO messages (id, team_id, dialect, event_type, payload, occurred_at, created_at)
        VALUES ($1, $2, 'standard', $3, $4, $5, $5)`,
      values: [id, teamId, type, JSON.stringify(payload), now],
    })
    const { rows } = await client.query({
      name: 'subscribers',
      text: `SELECT e.id, e.active FROM endpoints e WHERE e.team_id = $1 AND e.dialect = 'standard' AND EXISTS (
        SELECT 1 FROM endpoint_events v WHERE v.endpoint_id = e.id AND v.type IN ($2, '*'))`,
      values: [teamId, type],
    })
    for (const endpoint of rows)
      await client.query({
        name: 'delivery',
        text: `INSERT INTO deliveries (id, team_id, endpoint_id, message_id, event_type, state, next_attempt_at, created_at)
          VALUES ($1, $2, $3, $4, $5, $6, $7, $7)`,
        values: [uuidv7(), teamId, endpoint.id, id, type, endpoint.active ? 'pending' : 'held', now],
      })
    await client.query('COMMIT')
    return { id, type, created_at: now, deliveries: rows.length }
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}
