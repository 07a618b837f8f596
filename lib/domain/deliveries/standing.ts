import { MIN_FAILURES } from '../failing-endpoints/streak.ts'

/**
 * How an active endpoint does. `quiet`: nothing was sent to it; `retrying`: the last attempt failed and is tried again;
 * `failed`: it failed and is not; `failing`: it does nothing but fail.
 */
export type Standing = 'quiet' | 'delivering' | 'retrying' | 'failed' | 'failing'

/** What stands of an endpoint's newest attempts. */
export interface NewestAttempts {
  /** failures since one arrived, as they are counted for the warning; null where none are counted */
  readonly streak: number | null
  /** how the newest ones at the present address ended, newest first; `MIN_FAILURES` of them say all */
  readonly outcomes: readonly boolean[]
  /** the newest one is tried again */
  readonly retries: boolean
}

/** Failing takes as many failures as a warning does: not every dialect's are counted, so the attempts themselves say it, too. */
export function standingOf({ streak, outcomes, retries }: NewestAttempts): Standing {
  const [newest] = outcomes
  if (newest === true) return 'delivering'
  const allFailed = outcomes.length >= MIN_FAILURES && !outcomes.includes(true)
  if (allFailed || (streak ?? 0) >= MIN_FAILURES) return 'failing'
  if (newest === undefined) return 'quiet'
  return retries ? 'retrying' : 'failed'
}
