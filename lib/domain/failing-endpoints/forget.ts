import type { Context } from '../shared/context.ts'
import { deleteStreak } from './repo.ts'

/**
 * After an endpoint was paused, resumed, or got another address: what failed before says nothing about it any more.
 * Never throws, because the change itself is done, and the next success does the same.
 */
export async function forgetFailures(ctx: Pick<Context, 'teamId'>, endpointId: string): Promise<void> {
  await deleteStreak(ctx.teamId, endpointId).catch(() => {})
}
