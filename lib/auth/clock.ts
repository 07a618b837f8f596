import { type Clock, systemClock } from '#lib/domain/shared/clock.ts'
import { processSingleton } from '#lib/process-singleton.ts'

/** The process's clock: one for Next's bundle and Node's own graph. */
export function clock(): Clock {
  return processSingleton('clock', () => systemClock)
}
