import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { guarded } from '../shared/transaction.ts'
import { findTroubles } from './repo.ts'
import { pausesAt } from './streak.ts'

/** An endpoint that needs somebody to look after it, JSON-safe. Times are ISO 8601. */
export interface FailingEndpoint {
  readonly endpointId: string
  readonly name: string
  /** the first failure since an attempt arrived */
  readonly since: string
  readonly failures: number
  readonly lastCode: number | null
  readonly lastError: string | null
  /** when the system paused it; null while it is only failing */
  readonly pausedAt: string | null
  /** paused because its receiver answered 410 */
  readonly gone: boolean
  /** from when on the next failure pauses it; null when it is paused */
  readonly pausesAt: string | null
}

/** More than anybody reads. */
const MOST = 100

/**
 * Endpoints that have done nothing but fail for so long that the team was warned, and those that the system paused,
 * newest first. Throws `forbidden`, `unavailable`.
 */
export async function listFailingEndpoints(ctx: Context): Promise<readonly FailingEndpoint[]> {
  authorize(ctx, 'endpoint:read')
  const rows = await guarded(() => findTroubles(ctx.teamId, MOST))
  return rows.map((row) => ({
    endpointId: row.endpointId,
    name: row.endpointName,
    since: row.firstFailedAt.toISOString(),
    failures: row.failures,
    lastCode: row.lastCode,
    lastError: row.lastError,
    pausedAt: row.pausedAt?.toISOString() ?? null,
    gone: row.gone,
    pausesAt:
      row.pausedAt || !row.warnedAt
        ? null
        : pausesAt(row, row.warnedAt, row.pauseAfterDays ?? 0).toISOString(),
  }))
}
