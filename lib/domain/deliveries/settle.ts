import type { DialectProfile } from '../endpoints/profile.ts'
import type { Context } from '../shared/context.ts'
import { SETTLE_BATCH, settleBatch } from './repo-settle.ts'
import { wakeDeliveries } from './wake.ts'

/** What a request waits for; the rest is for the worker, which looks every minute. */
const MAX_BATCHES = 10

/**
 * After an endpoint was paused, resumed or deleted: its deliveries wait, go out, or are cancelled. Never throws, because
 * the change itself is done: what did not succeed here, the worker's sweep does.
 */
export async function settleDeliveries(
  ctx: Pick<Context, 'teamId' | 'clock'>,
  endpointId: string,
  profile: DialectProfile,
): Promise<void> {
  const dropping = profile.delivery.whilePaused === 'drop' ? [profile.dialect] : []
  const of = { teamId: ctx.teamId, endpointId }
  try {
    for (let batch = 0; batch < MAX_BATCHES; batch++)
      if ((await settleBatch(of, dropping, ctx.clock.now())) < SETTLE_BATCH) break
  } catch {
    return
  }
  wakeDeliveries()
}
