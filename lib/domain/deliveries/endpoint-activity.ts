import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { isUuid } from '../shared/ids.ts'
import { guarded } from '../shared/transaction.ts'
import { type ActivityRow, findActivity } from './repo-activity.ts'
import { type Standing, standingOf } from './standing.ts'

/** How an endpoint of a list has been doing, JSON-safe. */
export interface EndpointActivity {
  readonly endpointId: string
  readonly standing: Standing
  /** attempts of the last day in spans of two hours, oldest first */
  readonly spans: readonly { readonly succeeded: number; readonly failed: number }[]
  /** false: a span had more attempts than are counted, and these are its newest */
  readonly isWhole: boolean
  /** the newest attempt; null where none was made. `code` is null where no answer came */
  readonly last: { readonly at: string; readonly succeeded: boolean; readonly code: number | null } | null
  /** deliveries that wait until it is resumed; none while it is active */
  readonly held: number
  /** false: there are more of them than are counted */
  readonly heldIsWhole: boolean
}

const SPAN_MS = 2 * 3_600_000
const SPANS = 12
/** Of each span: enough to see whether it went well, and 192 rows of an endpoint at most. */
const MOST_ATTEMPTS = 16
const MOST_ENDPOINTS = 100
/** Of each endpoint: in a row of many, the exact number says no more. */
const MOST_HELD = 1_000

/**
 * The last day of the endpoints of one page. Unknown ids are left out; of more than a hundred the others, too. Costs the
 * same for endpoints that are busy. Throws `forbidden`, `unavailable`.
 */
export async function endpointActivity(
  ctx: Context,
  { ids }: { readonly ids: readonly string[] },
): Promise<EndpointActivity[]> {
  authorize(ctx, 'delivery:read')
  const known = ids.filter(isUuid).slice(0, MOST_ENDPOINTS)
  if (known.length === 0) return []
  // by the clock, so that the bars stand still while the list is looked at
  const end = (Math.floor(ctx.clock.now().getTime() / SPAN_MS) + 1) * SPAN_MS
  const moments = Array.from({ length: SPANS + 1 }, (_, at) => new Date(end - (SPANS - at) * SPAN_MS))
  const rows = await guarded(() =>
    findActivity(ctx.teamId, known, moments, { attempts: MOST_ATTEMPTS, held: MOST_HELD + 1 }),
  )
  return rows.map(toActivity)
}

function toActivity(row: ActivityRow): EndpointActivity {
  const spans = row.succeeded.map((succeeded, at) => ({ succeeded, failed: row.failed[at] ?? 0 }))
  return {
    endpointId: row.endpointId,
    standing: standingOf(row),
    spans,
    isWhole: spans.every(({ succeeded, failed }) => succeeded + failed < MOST_ATTEMPTS),
    last: row.lastAt && {
      at: row.lastAt.toISOString(),
      succeeded: row.lastSucceeded ?? false,
      code: row.lastCode,
    },
    held: Math.min(row.held, MOST_HELD),
    heldIsWhole: row.held <= MOST_HELD,
  }
}
