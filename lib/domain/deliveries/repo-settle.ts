import { client, type Tx } from '../shared/transaction.ts'
import { intoHistory } from './repo-finish.ts'

/** Rows that one statement moves, so that none holds its locks for long. */
export const SETTLE_BATCH = 1_000

export interface OfEndpoint {
  readonly teamId: string
  readonly endpointId: string
}

/**
 * Puts up to 1,000 deliveries into the state that their endpoint's asks for: of a deleted one they are cancelled, of a
 * paused one held (or cancelled, for `dropping` dialects), of an active one pending. What is under way stays as it is.
 * Answers how many it moved.
 */
export async function settleBatch(
  of: OfEndpoint | null,
  dropping: readonly string[],
  now: Date,
): Promise<number> {
  const values: unknown[] = [[...dropping], now]
  const where = of ? `d.team_id = $3::uuid AND d.endpoint_id = $4::uuid AND` : ''
  if (of) values.push(of.teamId, of.endpointId)
  const [row] = await client().$queryRawUnsafe<{ count: number }[]>(
    `WITH t AS MATERIALIZED (
       SELECT d.id, CASE WHEN e.id IS NULL OR (NOT e.active AND e.dialect = ANY($1::text[])) THEN 'cancelled'
         WHEN e.active THEN 'pending' ELSE 'held' END AS state
       FROM deliveries d LEFT JOIN endpoints e ON e.id = d.endpoint_id AND e.team_id = d.team_id
       WHERE ${where} (d.leased_until IS NULL OR d.leased_until < now())
         AND (e.id IS NULL OR (e.active AND d.state = 'held') OR (NOT e.active AND d.state = 'pending')
           OR (NOT e.active AND d.state = 'held' AND e.dialect = ANY($1::text[])))
       LIMIT ${SETTLE_BATCH} FOR UPDATE OF d SKIP LOCKED),
     moved AS (
       UPDATE deliveries d SET state = t.state::"DeliveryState", leased_until = NULL,
         next_attempt_at = greatest(d.next_attempt_at, $2::timestamptz)
       FROM t WHERE d.id = t.id AND t.state <> 'cancelled'),
     gone AS (DELETE FROM deliveries d USING t WHERE d.id = t.id AND t.state = 'cancelled' RETURNING d.*),
     kept AS (${intoHistory('gone', "'cancelled'", '$2::timestamptz')})
     SELECT count(*)::int AS count FROM t`,
    ...values,
  )
  return row?.count ?? 0
}

/** Held deliveries of these endpoints; counts no further than `atMost`. */
export async function countHeldRows(
  teamId: string,
  endpointIds: readonly string[],
  atMost: number,
): Promise<number> {
  const [row] = await client().$queryRawUnsafe<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM (SELECT FROM deliveries
       WHERE team_id = $1::uuid AND endpoint_id = ANY($2::uuid[]) AND state = 'held' LIMIT $3::int) d`,
    teamId,
    [...endpointIds],
    atMost,
  )
  return row?.count ?? 0
}

/** Cancels up to 1,000 held deliveries of an endpoint. Answers how many. */
export async function dropHeldBatch(tx: Tx, { teamId, endpointId }: OfEndpoint, now: Date): Promise<number> {
  return client(tx).$executeRawUnsafe(
    `WITH gone AS (
       DELETE FROM deliveries WHERE id IN (
         SELECT id FROM deliveries WHERE team_id = $1::uuid AND endpoint_id = $2::uuid AND state = 'held'
         LIMIT ${SETTLE_BATCH} FOR UPDATE SKIP LOCKED) RETURNING *)
     ${intoHistory('gone', "'cancelled'", '$3::timestamptz')}`,
    teamId,
    endpointId,
    now,
  )
}
