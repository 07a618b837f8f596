import { pool } from '#lib/db/client.ts'

const STEP = 250_000

/** So many finished deliveries of a team, with their messages and attempts, of the last thirty days. */
export async function fillHistory(teamId: string, count: number): Promise<void> {
  for (let done = 0; done < count; done += STEP) {
    const rows = Math.min(STEP, count - done)
    await pool().query(
      `WITH made AS MATERIALIZED (
         SELECT n, uuidv7(make_interval(secs => -2592000.0 * n / $2)) AS id FROM generate_series(1, $2::int) AS n),
       target AS MATERIALIZED (
         SELECT row_number() OVER (ORDER BY id) - 1 AS place, id FROM endpoints WHERE team_id = $1),
       of AS MATERIALIZED (
         SELECT m.n, m.id, t.id AS endpoint_id FROM made m
         JOIN target t ON t.place = m.n % (SELECT count(*) FROM target)),
       messages_in AS (
         INSERT INTO messages (id, team_id, dialect, event_type, payload, occurred_at, created_at)
         SELECT id, $1, 'selfcommunity', 'comment.created', '{"n":1,"at":2}', now(), now() FROM of),
       attempts_in AS (
         INSERT INTO attempts (id, team_id, endpoint_id, delivery_id, message_id, event_type, attempt, succeeded,
           request_url, request_headers, request_body, response_code, response_headers, response_body, duration_ms, sent_at)
         SELECT id, $1, endpoint_id, id, id, 'comment.created', 1, true, 'http://bench.test/0',
           '{"Content-Type":"application/json"}', '{"event_id":1,"type":"comment.created","data":{}}', 200,
           '{"content-length":"2"}', 'ok', 12, now() FROM of)
       INSERT INTO delivery_history (id, team_id, endpoint_id, message_id, event_type, state, attempts, last_code,
         last_attempt_at, created_at, finished_at)
       SELECT id, $1, endpoint_id, id, 'comment.created', 'succeeded', 1, 200, now(), now(), now() FROM of`,
      [teamId, rows],
    )
  }
  await pool().query('VACUUM ANALYZE messages, attempts, delivery_history, deliveries')
  await pool().query('CHECKPOINT')
}
