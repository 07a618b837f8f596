import type { Context } from '../shared/context.ts'
import { guarded } from '../shared/transaction.ts'
import { MOST_HELD } from './delivery.ts'
import { countHeldRows } from './repo-settle.ts'

/**
 * How many deliveries wait for these endpoints because they are paused, `MOST_HELD` and one at most; for verbs that have
 * asked whether the caller may change them. Throws `unavailable`.
 */
export async function countHeld(ctx: Context, endpointIds: readonly string[]): Promise<number> {
  if (endpointIds.length === 0) return 0
  return guarded(() => countHeldRows(ctx.teamId, endpointIds, MOST_HELD + 1))
}
