import { createHash, timingSafeEqual } from 'node:crypto'
import http, { type IncomingMessage } from 'node:http'
import pg from 'pg'
import { open } from '#lib/crypto/seal.ts'
import { uuidv7 } from '#lib/domain/shared/ids.ts'

// The baseline: node:http and pg, written by hand for this one job. It looks up the credential, locks, updates and writes
// the same audit row, or reads, over a pool of the same size. The path is /<dialect>/<public id>. A read brings what the
// dialect's own answer has beside the endpoint: its key, opened, or a summary of its deliveries.
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
  const [, dialect = '', publicId = ''] = (request.url ?? '').split('/')
  const caller = await authenticate(request)
  if (!caller) return { status: 401, body: { error: 'unauthorized' } }
  if (request.method === 'GET') {
    const beside = String(request.headers['x-with'])
    return { status: 200, body: await read(beside, caller.teamId, dialect, publicId) }
  }
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const patch = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { url?: unknown }
  if (typeof patch.url !== 'string' || !URL.canParse(patch.url))
    return { status: 400, body: { error: 'url' } }
  return { status: 200, body: await update(caller, dialect, publicId, patch.url) }
}

interface Caller {
  readonly id: string
  readonly teamId: string
  readonly name: string
}

async function authenticate(request: IncomingMessage): Promise<Caller | null> {
  const credential = String(request.headers['x-credential'])
  const isToken = request.headers['x-kind'] === 'oauth'
  const { rows } = await pool.query({
    name: isToken ? 'token' : 'key',
    text: isToken
      ? `SELECT t.id, t.team_id, t.hash, t.scopes, t.expires_at, t.revoked_at, a.name FROM oauth_tokens t
         JOIN oauth_apps a ON a.id = t.app_id WHERE t.lookup = $1`
      : 'SELECT id, team_id, hash, scopes, expires_at, revoked_at, name FROM api_keys WHERE lookup = $1',
    values: [String(request.headers['x-lookup'])],
  })
  const [row] = rows
  if (!row || !timingSafeEqual(createHash('sha256').update(credential).digest(), row.hash)) return null
  if (row.revoked_at || (row.expires_at && row.expires_at < new Date())) return null
  return { id: row.id, teamId: row.team_id, name: row.name }
}

const COLUMNS = `e.id, e.public_id, e.name, e.url, e.description, e.active, e.version, e.created_at, e.updated_at,
  (SELECT coalesce(json_agg(v.type ORDER BY v.position), '[]'::json) FROM endpoint_events v WHERE v.endpoint_id = e.id) AS events,
  (SELECT s.mask FROM endpoint_secrets s WHERE s.endpoint_id = e.id AND s.revoked_at IS NULL AND s.expires_at IS NULL) AS secret`

interface Read {
  readonly columns: string
  readonly joins: string
  readonly finish: (row: Readonly<Record<string, unknown>>) => unknown
}

const OF_ENDPOINT = 'WHERE team_id = e.team_id AND endpoint_id = e.id'

const READS: Readonly<Record<string, Read>> = {
  nothing: { columns: '', joins: '', finish: (row) => row },
  key: {
    columns: ', k.sealed, k.id AS key_row, k.key_id',
    joins:
      'LEFT JOIN endpoint_secrets k ON k.endpoint_id = e.id AND k.revoked_at IS NULL AND k.expires_at IS NULL',
    finish: ({ sealed, key_row, key_id, ...row }) => ({
      ...row,
      secret: open(
        { sealed: sealed as Buffer<ArrayBuffer>, keyId: String(key_id) },
        `endpoint_secret:${row.id}:${key_row}`,
      ),
    }),
  },
  deliveries: {
    columns: `, ((SELECT count(*) FROM deliveries ${OF_ENDPOINT})
      + (SELECT count(*) FROM delivery_history ${OF_ENDPOINT})) AS count, l.state, l.at`,
    joins: `LEFT JOIN LATERAL (
      SELECT id, state, coalesce(last_attempt_at, created_at) AS at FROM deliveries ${OF_ENDPOINT}
      UNION ALL SELECT id, state, coalesce(last_attempt_at, created_at) FROM delivery_history ${OF_ENDPOINT}
      ORDER BY id DESC LIMIT 1) l ON true`,
    finish: (row) => row,
  },
}

async function read(beside: string, teamId: string, dialect: string, publicId: string): Promise<unknown> {
  const found = READS[beside]
  if (!found) throw new Error(`Nothing is known of ${beside}.`)
  const { rows } = await pool.query({
    name: `read ${beside}`,
    text: `SELECT ${COLUMNS}${found.columns} FROM endpoints e ${found.joins}
      WHERE e.team_id = $1 AND e.dialect = $2 AND e.public_id = $3`,
    values: [teamId, dialect, publicId],
  })
  return found.finish(rows[0])
}

async function update(caller: Caller, dialect: string, publicId: string, url: string): Promise<unknown> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const locked = await client.query({
      name: 'lock',
      text: `SELECT ${COLUMNS} FROM endpoints e WHERE e.team_id = $1 AND e.dialect = $2 AND e.public_id = $3 FOR UPDATE`,
      values: [caller.teamId, dialect, publicId],
    })
    const [row] = locked.rows
    const now = new Date()
    await client.query({
      name: 'update',
      text: 'UPDATE endpoints SET url = $2, version = version + 1, updated_at = $3 WHERE id = $1',
      values: [row.id, url, now],
    })
    await client.query({
      name: 'audit',
      text: `INSERT INTO changes (id, team_id, actor_kind, actor_id, actor_label, entity_kind, entity_id, entity_name,
          action, fields, version, created_at)
        VALUES ($1, $2, 'api_key', $3, $4, 'endpoint', $5, $6, 'endpoint.updated', $7, $8, $9)`,
      values: [
        uuidv7(),
        caller.teamId,
        caller.id,
        caller.name,
        row.id,
        row.name,
        JSON.stringify([{ field: 'url', before: row.url, after: url }]),
        row.version + 1,
        now,
      ],
    })
    await client.query('COMMIT')
    return { ...row, url, version: row.version + 1, updated_at: now }
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}
