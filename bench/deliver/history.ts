import { pool } from '#lib/db/client.ts'
import { lowestIdAt } from '#lib/domain/shared/ids.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const DAYS = 30

/**
 * So many finished deliveries of a team, with their messages and attempts, of the last thirty days, in partitions that
 * take new ones too. Rows come first and indexes after them: ten million are made in minutes.
 */
export async function fillHistory(teamId: string, count: number): Promise<void> {
  const endpoints = `(SELECT array_agg(id) AS ids FROM endpoints WHERE team_id = $1) AS target`
  await fill(
    'delivery_history',
    `(id, team_id, endpoint_id, message_id, event_type, state, attempts, last_code, last_attempt_at, created_at,
      finished_at)
     SELECT id, $1, ids[1 + n % cardinality(ids)], id, 'comment.created', 'succeeded', 1, 200, now(), now(), now()
     FROM (SELECT n, uuidv7(make_interval(secs => ${DAYS * 86_400}.0 * (n - $2) / $2)) AS id
       FROM generate_series(1, $2::int) AS n) AS made, ${endpoints}`,
    [teamId, count],
  )
  await fill(
    'messages',
    `(id, team_id, dialect, event_type, payload, occurred_at, created_at)
     SELECT id, team_id, 'selfcommunity', event_type, '{"n":1,"at":2}', created_at, created_at FROM delivery_history`,
  )
  await fill(
    'attempts',
    `(id, team_id, endpoint_id, delivery_id, message_id, event_type, attempt, succeeded, request_url, request_headers,
      request_body, response_code, response_headers, response_body, duration_ms, sent_at)
     SELECT id, team_id, endpoint_id, id, id, event_type, 1, true, 'http://bench.test/0',
       '{"Content-Type":"application/json"}', '{"event_id":1,"type":"comment.created","data":{}}', 200,
       '{"content-length":"2"}', 'ok', 12, created_at FROM delivery_history`,
  )
  await pool().query('VACUUM ANALYZE messages, attempts, delivery_history, deliveries')
  await pool().query('CHECKPOINT')
}

async function fill(table: string, insert: string, values: readonly unknown[] = []): Promise<void> {
  const [from, until] = [-DAYS - 1, DAYS].map((days) => lowestIdAt(new Date(Date.now() + days * DAY_MS)))
  await pool().query(`CREATE TABLE ${table}_bench (LIKE ${table} INCLUDING DEFAULTS)`)
  await pool().query(`INSERT INTO ${table}_bench ${insert}`, [...values])
  // builds every index that the whole table has
  await pool().query(
    `ALTER TABLE ${table} ATTACH PARTITION ${table}_bench FOR VALUES FROM ('${from}') TO ('${until}')`,
  )
}
