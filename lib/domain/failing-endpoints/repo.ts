import { client } from '../shared/transaction.ts'
import type { Streak } from './streak.ts'

/** A streak with what is said of its endpoint. */
export interface StoredStreak extends Streak {
  readonly endpointName: string
  readonly publicId: string
  readonly teamSlug: string
  readonly teamName: string
  /** null: endpoints of this team are never paused */
  readonly pauseAfterDays: number | null
}

const STREAK = `f.endpoint_id AS "endpointId", f.team_id AS "teamId", f.url, f.first_failed_at AS "firstFailedAt",
  f.last_failed_at AS "lastFailedAt", f.failures, f.last_code AS "lastCode", f.last_error AS "lastError",
  f.warned_at AS "warnedAt"`
const NAMES = `e.name AS "endpointName", e.public_id AS "publicId", t.slug AS "teamSlug", t.name AS "teamName",
  t.pause_after_days AS "pauseAfterDays"`

/** Forgets the streaks of endpoints that answered. What the system paused stays paused for its reason. */
export async function deleteStreaks(endpointIds: readonly string[]): Promise<void> {
  await client().$executeRaw`
    DELETE FROM endpoint_failures WHERE endpoint_id = ANY(${[...endpointIds]}::uuid[]) AND paused_at IS NULL`
}

/** Forgets one endpoint's streak, and why it was paused. */
export async function deleteStreak(teamId: string, endpointId: string): Promise<void> {
  await client().endpointFailure.deleteMany({ where: { teamId, endpointId } })
}

/**
 * Adds failures to the streaks of endpoints that are active and still lead there; another address, or an endpoint that
 * was paused before, begins anew. Answers the streaks as they are now.
 */
export async function addFailures(failures: readonly Omit<Streak, 'warnedAt'>[]): Promise<StoredStreak[]> {
  return client().$queryRawUnsafe<StoredStreak[]>(
    `WITH r AS MATERIALIZED (
       SELECT r.* FROM json_to_recordset($1::json) AS r("endpointId" uuid, "teamId" uuid, url text,
         "firstFailedAt" timestamptz, "lastFailedAt" timestamptz, failures int, "lastCode" int, "lastError" text)
       JOIN endpoints e ON e.id = r."endpointId" AND e.team_id = r."teamId" AND e.active AND e.url = r.url
       ORDER BY e.id FOR KEY SHARE OF e),
     f AS (
       INSERT INTO endpoint_failures AS f (endpoint_id, team_id, url, first_failed_at, last_failed_at, failures,
         last_code, last_error)
       SELECT "endpointId", "teamId", url, "firstFailedAt", "lastFailedAt", failures, "lastCode", "lastError" FROM r
       ON CONFLICT (endpoint_id) DO UPDATE SET url = excluded.url, paused_at = NULL, gone = false,
         last_code = excluded.last_code, last_error = excluded.last_error,
         (first_failed_at, last_failed_at, failures, warned_at) = (
           SELECT CASE WHEN anew THEN excluded.first_failed_at ELSE least(f.first_failed_at, excluded.first_failed_at) END,
             CASE WHEN anew THEN excluded.last_failed_at ELSE greatest(f.last_failed_at, excluded.last_failed_at) END,
             CASE WHEN anew THEN excluded.failures ELSE f.failures + excluded.failures END,
             CASE WHEN anew THEN NULL ELSE f.warned_at END
           FROM (SELECT f.url <> excluded.url OR f.paused_at IS NOT NULL AS anew) c)
       RETURNING *)
     SELECT ${STREAK}, ${NAMES} FROM f
     JOIN endpoints e ON e.id = f.endpoint_id JOIN teams t ON t.id = f.team_id`,
    JSON.stringify(failures),
  )
}

/** False when another process has warned already, or the streak has ended. */
export async function markWarned(
  { teamId, endpointId, firstFailedAt }: Pick<Streak, 'teamId' | 'endpointId' | 'firstFailedAt'>,
  now: Date,
): Promise<boolean> {
  const { count } = await client().endpointFailure.updateMany({
    where: { teamId, endpointId, firstFailedAt, warnedAt: null, pausedAt: null },
    data: { warnedAt: now },
  })
  return count === 1
}

/** Keeps why the system paused an endpoint, for as long as it stays paused. Null when it is not paused any more. */
export async function keepReason(
  streak: Omit<Streak, 'warnedAt'>,
  { gone, now }: { readonly gone: boolean; readonly now: Date },
): Promise<StoredStreak | null> {
  const { endpointId, teamId, url, firstFailedAt, lastFailedAt, failures, lastCode, lastError } = streak
  const [row] = await client().$queryRawUnsafe<StoredStreak[]>(
    `WITH e AS (
       SELECT * FROM endpoints WHERE id = $1::uuid AND team_id = $2::uuid AND NOT active FOR KEY SHARE),
     f AS (
       INSERT INTO endpoint_failures (endpoint_id, team_id, url, first_failed_at, last_failed_at, failures, last_code,
         last_error, paused_at, gone)
       SELECT id, team_id, $3, $4::timestamptz, $5::timestamptz, $6::int, $7::int, $8, $9::timestamptz, $10::bool FROM e
       ON CONFLICT (endpoint_id) DO UPDATE SET url = excluded.url, first_failed_at = excluded.first_failed_at,
         last_failed_at = excluded.last_failed_at, failures = excluded.failures, last_code = excluded.last_code,
         last_error = excluded.last_error, paused_at = excluded.paused_at, gone = excluded.gone
       RETURNING *)
     SELECT ${STREAK}, ${NAMES} FROM f JOIN e ON e.id = f.endpoint_id JOIN teams t ON t.id = f.team_id`,
    ...[endpointId, teamId, url, firstFailedAt, lastFailedAt, failures, lastCode, lastError, now, gone],
  )
  return row ?? null
}

export interface TroubleRow extends StoredStreak {
  readonly pausedAt: Date | null
  readonly gone: boolean
}

/** Endpoints of a team that were warned about and are active, or that the system paused and still are, newest first. */
export async function findTroubles(teamId: string, limit: number): Promise<readonly TroubleRow[]> {
  return client().$queryRawUnsafe<TroubleRow[]>(
    `SELECT ${STREAK}, ${NAMES}, f.paused_at AS "pausedAt", f.gone FROM endpoint_failures f
     JOIN endpoints e ON e.id = f.endpoint_id AND e.team_id = f.team_id AND e.url = f.url
     JOIN teams t ON t.id = f.team_id
     WHERE f.team_id = $1::uuid AND ((e.active AND f.warned_at IS NOT NULL AND f.paused_at IS NULL
       AND t.pause_after_days IS NOT NULL) OR (NOT e.active AND f.paused_at IS NOT NULL))
     ORDER BY coalesce(f.paused_at, f.warned_at) DESC, e.id LIMIT $2::int`,
    teamId,
    limit,
  )
}
