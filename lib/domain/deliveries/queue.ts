import type { WatchServices } from '../failing-endpoints/tell.ts'
import { pauseGone } from '../failing-endpoints/watch.ts'
import { guarded } from '../shared/transaction.ts'
import type { ClaimedDelivery, FinishedDelivery } from './claim.ts'
import { type Claimed, type ClaimQuery, claimDeliveries, FIRST_PLACE } from './repo-claim.ts'
import { saveFinished } from './repo-finish.ts'
import { findNextDue, releaseClaims, vacuumQueue } from './repo-queue.ts'
import { SETTLE_BATCH, settleBatch } from './repo-settle.ts'

export type { Claimed, ClaimQuery, Room } from './repo-claim.ts'

/** Where the first look around begins. */
export const queueStart = FIRST_PLACE

/** What the worker has of the outside. */
export type QueueServices = WatchServices

/** Deliveries that are due and that nobody has, of any team, ours for the length of the lease. Throws `unavailable`. */
export function claimDue(query: ClaimQuery): Promise<Claimed> {
  return guarded(() => claimDeliveries(query))
}

/** When to look again although nobody wakes. Throws `unavailable`. */
export function nextDue(now: Date): Promise<Date | null> {
  return guarded(() => findNextDue(now))
}

/** Writes down what became of claims, all or nothing. Throws `unavailable`. */
export async function finishDeliveries(finished: readonly FinishedDelivery[], now: Date): Promise<void> {
  if (finished.length > 0) await guarded(() => saveFinished(finished, now))
}

/** Gives back what was not sent, for others to take at once. Throws `unavailable`. */
export async function giveBackDeliveries(claims: readonly ClaimedDelivery[]): Promise<void> {
  if (claims.length > 0) await guarded(() => releaseClaims(claims))
}

/**
 * Sets right what a process that ended in between, or a moment's coincidence, left: deliveries that wait for an endpoint
 * that is active again, and those of deleted ones. Answers how many there were. Throws `unavailable`.
 */
export async function sweepDeliveries(
  dropping: readonly string[],
  now: Date,
  signal: AbortSignal,
): Promise<number> {
  let sum = 0
  for (;;) {
    const moved = await guarded(() => settleBatch(null, dropping, now))
    sum += moved
    if (moved < SETTLE_BATCH || signal.aborted) return sum
  }
}

/** Clears away what finished deliveries left, by which every claim would walk. Throws `unavailable`. */
export function tidyQueue(): Promise<void> {
  return guarded(() => vacuumQueue())
}

/** Pauses an endpoint whose receiver said that it is gone for good, and says so. Throws `unavailable`. */
export async function pauseGoneEndpoint(
  services: QueueServices,
  { teamId, endpointId, endpoint }: ClaimedDelivery,
): Promise<void> {
  if (endpoint) await pauseGone(services, { teamId, endpointId, url: endpoint.url, at: services.clock.now() })
}
