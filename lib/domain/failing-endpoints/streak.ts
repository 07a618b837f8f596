/** An endpoint's failures since an attempt of it arrived, or since its address changed or it was resumed. */
export interface Streak {
  readonly endpointId: string
  readonly teamId: string
  /** where they went */
  readonly url: string
  readonly firstFailedAt: Date
  readonly lastFailedAt: Date
  readonly failures: number
  /** null when no answer came */
  readonly lastCode: number | null
  readonly lastError: string | null
  readonly warnedAt: Date | null
}

/** Fewer say nothing, however far apart they are. */
export const MIN_FAILURES = 5
const DAY_MS = 86_400_000

/** Half of the team's time is for the warning to be heard. */
const warningMs = (pauseAfterDays: number) => (pauseAfterDays * DAY_MS) / 2

/**
 * What has to be done about a streak: a warning after half of the team's time, a pause after all of it, and never a pause
 * without half of it since the warning. Only a failure at that late moment counts: an endpoint that nothing is sent to is
 * left alone. `pauseAfterDays` null: nothing, ever.
 */
export function judge(streak: Streak, pauseAfterDays: number | null): 'wait' | 'warn' | 'pause' {
  if (pauseAfterDays === null || streak.failures < MIN_FAILURES) return 'wait'
  const warnAt = streak.firstFailedAt.getTime() + warningMs(pauseAfterDays)
  if (streak.warnedAt === null) return streak.lastFailedAt.getTime() >= warnAt ? 'warn' : 'wait'
  return streak.lastFailedAt >= pausesAt(streak, streak.warnedAt, pauseAfterDays) ? 'pause' : 'wait'
}

/** From when on the next failure pauses an endpoint that was warned about. */
export function pausesAt(
  { firstFailedAt }: Pick<Streak, 'firstFailedAt'>,
  warnedAt: Date,
  pauseAfterDays: number,
): Date {
  const wholeMs = firstFailedAt.getTime() + pauseAfterDays * DAY_MS
  return new Date(Math.max(wholeMs, warnedAt.getTime() + warningMs(pauseAfterDays)))
}
