import { MIN_FAILURES } from '../failing-endpoints/streak.ts'
import { lowestIdAt } from '../shared/ids.ts'
import { client, PLANNED_ANEW } from '../shared/transaction.ts'
import type { NewestAttempts } from './standing.ts'

export interface ActivityRow extends NewestAttempts {
  readonly endpointId: string
  /** of each span, counted no further than its share */
  readonly succeeded: readonly number[]
  readonly failed: readonly number[]
  readonly lastAt: Date | null
  readonly lastSucceeded: boolean | null
  readonly lastCode: number | null
  /** of a paused endpoint; counted no further than it was asked for */
  readonly held: number
}

/** From an endpoint `e`; null columns where nothing was sent. */
export const NEWEST_COLUMNS = `f.failures AS streak, coalesce(n.outcomes, '{}') AS outcomes,
  coalesce(n.retries, false) AS retries, n."lastAt", n."lastSucceeded", n."lastCode"`

/** Walks the newest attempts alone, by the index (endpoint_id, id). */
export const NEWEST_JOINS = `
  LEFT JOIN endpoint_failures f ON f.endpoint_id = e.id AND f.team_id = e.team_id AND f.url = e.url
    AND f.paused_at IS NULL
  LEFT JOIN LATERAL (
    SELECT array_agg(succeeded ORDER BY id DESC) FILTER (WHERE request_url = e.url) AS outcomes,
      (array_agg(next_attempt_at IS NOT NULL ORDER BY id DESC))[1] AS retries,
      (array_agg(sent_at ORDER BY id DESC))[1] AS "lastAt",
      (array_agg(succeeded ORDER BY id DESC))[1] AS "lastSucceeded",
      (array_agg(response_code ORDER BY id DESC))[1] AS "lastCode"
    FROM (SELECT id, succeeded, request_url, next_attempt_at, sent_at, response_code FROM attempts
      WHERE team_id = e.team_id AND endpoint_id = e.id ORDER BY id DESC LIMIT ${MIN_FAILURES}) newest) n ON true`

/**
 * What happened at each of some endpoints between the moments `spans`, which are in order; of every span the newest
 * attempts, of what waits for a paused one some, both `most` at most. The cost is bounded by the number of endpoints and spans, however much was sent.
 */
export async function findActivity(
  teamId: string,
  endpointIds: readonly string[],
  spans: readonly Date[],
  most: { readonly attempts: number; readonly held: number },
): Promise<ActivityRow[]> {
  const bounds = spans.map(lowestIdAt)
  return client().$queryRawUnsafe<ActivityRow[]>(
    `${PLANNED_ANEW}
     SELECT e.id AS "endpointId", c.succeeded, c.failed, ${NEWEST_COLUMNS},
       CASE WHEN e.active THEN 0 ELSE (SELECT count(*)::int FROM (SELECT FROM deliveries
         WHERE team_id = e.team_id AND endpoint_id = e.id AND state = 'held' LIMIT $6::int) d) END AS held
     FROM endpoints e ${NEWEST_JOINS}
     CROSS JOIN LATERAL (
       SELECT array_agg(counted.succeeded ORDER BY place) AS succeeded, array_agg(counted.failed ORDER BY place) AS failed
       FROM unnest($3::uuid[], $4::uuid[]) WITH ORDINALITY AS span(low, high, place)
       CROSS JOIN LATERAL (
         SELECT count(*) FILTER (WHERE succeeded)::int AS succeeded,
           count(*) FILTER (WHERE NOT succeeded)::int AS failed
         FROM (SELECT succeeded FROM attempts WHERE team_id = e.team_id AND endpoint_id = e.id
           AND id >= span.low AND id < span.high ORDER BY id DESC LIMIT $5::int) a) counted) c
     WHERE e.team_id = $1::uuid AND e.id = ANY($2::uuid[])`,
    teamId,
    [...endpointIds],
    bounds.slice(0, -1),
    bounds.slice(1),
    most.attempts,
    most.held,
  )
}
