import { lowestIdAt } from '../shared/ids.ts'
import { client, PLANNED_ANEW } from '../shared/transaction.ts'
import { NEWEST_COLUMNS, NEWEST_JOINS } from './repo-activity.ts'
import type { NewestAttempts } from './standing.ts'

interface OfEndpoint {
  readonly teamId: string
  readonly endpointId: string
}

export interface AttemptCounts {
  /** whole hours since `from`; null for all hours together */
  readonly hour: number | null
  readonly succeeded: number
  readonly failed: number
  readonly p50Ms: number | null
  readonly p95Ms: number | null
}

/** Attempts since a moment by their hour, and all together; of the newest `most` alone. */
export async function countAttemptsByHour(
  { teamId, endpointId }: OfEndpoint,
  from: Date,
  most: number,
): Promise<AttemptCounts[]> {
  return client().$queryRawUnsafe<AttemptCounts[]>(
    `${PLANNED_ANEW}
     SELECT hour, count(*) FILTER (WHERE succeeded)::int AS succeeded,
       count(*) FILTER (WHERE NOT succeeded)::int AS failed,
       percentile_disc(0.5) WITHIN GROUP (ORDER BY duration_ms)::int AS "p50Ms",
       percentile_disc(0.95) WITHIN GROUP (ORDER BY duration_ms)::int AS "p95Ms"
     FROM (
       SELECT floor(extract(epoch FROM sent_at - $3::timestamptz) / 3600)::int AS hour, succeeded, duration_ms
       FROM attempts WHERE team_id = $1::uuid AND endpoint_id = $2::uuid AND id >= $4::uuid
       ORDER BY id DESC LIMIT $5::int) a
     GROUP BY GROUPING SETS ((hour), ())`,
    teamId,
    endpointId,
    from,
    lowestIdAt(from),
    most,
  )
}

/** How many unfinished deliveries the endpoint has in each state, counted no further than `most`. */
export async function countUnfinished(
  { teamId, endpointId }: OfEndpoint,
  most: number,
): Promise<{ readonly pending: number; readonly held: number }> {
  const [row] = await client().$queryRawUnsafe<{ pending: number; held: number }[]>(
    `${PLANNED_ANEW}
     SELECT count(*) FILTER (WHERE state = 'pending')::int AS pending,
       count(*) FILTER (WHERE state = 'held')::int AS held
     FROM (SELECT state FROM deliveries WHERE team_id = $1::uuid AND endpoint_id = $2::uuid LIMIT $3::int) d`,
    teamId,
    endpointId,
    most,
  )
  return row ?? { pending: 0, held: 0 }
}

/** What the endpoint's newest attempts came to; null when it is not there. */
export async function findNewest({ teamId, endpointId }: OfEndpoint): Promise<NewestAttempts | null> {
  const [row] = await client().$queryRawUnsafe<NewestAttempts[]>(
    `${PLANNED_ANEW}
     SELECT ${NEWEST_COLUMNS} FROM endpoints e ${NEWEST_JOINS} WHERE e.team_id = $1::uuid AND e.id = $2::uuid`,
    teamId,
    endpointId,
  )
  return row ?? null
}
