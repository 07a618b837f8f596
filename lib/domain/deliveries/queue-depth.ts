import type { Clock } from '../shared/clock.ts'
import { guarded } from '../shared/transaction.ts'
import { measureDepth, type QueueDepth } from './repo-depth.ts'

export type { QueueDepth } from './repo-depth.ts'

/** How much there is to send, of all teams together: for the operators of the installation. Throws `unavailable`. */
export function queueDepth(clock: Clock): Promise<QueueDepth> {
  return guarded(() => measureDepth(clock.now()))
}
