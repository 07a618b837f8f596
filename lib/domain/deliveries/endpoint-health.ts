import { authorize } from '../authz/authorize.ts'
import { getEndpoint } from '../endpoints/get.ts'
import type { Context } from '../shared/context.ts'
import { guarded } from '../shared/transaction.ts'
import { type DeliveryRow, deliveryRow } from './browse-deliveries.ts'
import { browseRows } from './repo-browse.ts'
import { countAttemptsByHour, countUnfinished, findNewest } from './repo-health.ts'
import { type Standing, standingOf } from './standing.ts'

export interface HealthHour {
  /** ISO 8601, when the hour began */
  readonly from: string
  readonly succeeded: number
  readonly failed: number
  /** half of its attempts took no longer; null where none was made */
  readonly p50Ms: number | null
  /** and 95 of 100 */
  readonly p95Ms: number | null
}

/** How an endpoint has been doing, JSON-safe. */
export interface EndpointHealth {
  /** what it is while it is active */
  readonly standing: Standing
  /** the last 24, oldest first, the present one among them */
  readonly hours: readonly HealthHour[]
  /** attempts of these hours */
  readonly succeeded: number
  readonly failed: number
  /** 95 of 100 of them took no longer; null where none was made */
  readonly p95Ms: number | null
  /** false: there were more attempts than are counted, and these are the newest */
  readonly isWhole: boolean
  /** deliveries that wait for their time */
  readonly pending: number
  /** deliveries that wait until the endpoint is resumed */
  readonly held: number
  /** false: there are more unfinished deliveries than are counted */
  readonly unfinishedIsWhole: boolean
  /** the newest few */
  readonly recent: readonly DeliveryRow[]
}

const HOUR_MS = 3_600_000
const HOURS = 24
const MOST_ATTEMPTS = 10_000
const MOST_UNFINISHED = 10_000
const RECENT = 5

/**
 * The last day of an endpoint, and what waits for it. Costs no more for one that is busy than for ten thousand attempts.
 * Throws `forbidden`, `not_found`, `unavailable`.
 */
export async function endpointHealth(ctx: Context, endpointId: string): Promise<EndpointHealth> {
  authorize(ctx, 'delivery:read')
  const { id } = await getEndpoint(ctx, endpointId)
  const { teamId } = ctx
  // hours of the clock, so that the bars stand still while the page is looked at
  const present = Math.floor(ctx.clock.now().getTime() / HOUR_MS) * HOUR_MS
  const from = present - (HOURS - 1) * HOUR_MS
  const of = { teamId, endpointId: id }
  const [counts, unfinished, recent, newest] = await guarded(() =>
    Promise.all([
      countAttemptsByHour(of, new Date(from), MOST_ATTEMPTS),
      countUnfinished(of, MOST_UNFINISHED),
      browseRows(of, {}, null, RECENT),
      findNewest(of),
    ]),
  )
  const all = counts.find(({ hour }) => hour === null)
  const { succeeded = 0, failed = 0, p95Ms = null } = all ?? {}
  return {
    standing: newest ? standingOf(newest) : 'quiet',
    hours: Array.from({ length: HOURS }, (_, hour) => {
      const counted = counts.find((each) => each.hour === hour)
      return {
        from: new Date(from + hour * HOUR_MS).toISOString(),
        succeeded: counted?.succeeded ?? 0,
        failed: counted?.failed ?? 0,
        p50Ms: counted?.p50Ms ?? null,
        p95Ms: counted?.p95Ms ?? null,
      }
    }),
    succeeded,
    failed,
    p95Ms,
    isWhole: succeeded + failed < MOST_ATTEMPTS,
    ...unfinished,
    unfinishedIsWhole: unfinished.pending + unfinished.held < MOST_UNFINISHED,
    recent: recent.map(deliveryRow),
  }
}
