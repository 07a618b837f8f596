import { client } from '../shared/transaction.ts'

export interface QueueDepth {
  readonly due: number
  /** for later */
  readonly scheduled: number
  readonly inFlight: number
  /** by a paused endpoint */
  readonly held: number
  /** for how long the one has been due that has waited longest */
  readonly lagMs: number
}

export async function measureDepth(now: Date): Promise<QueueDepth> {
  const [row] = await client().$queryRaw<(Omit<QueueDepth, 'lagMs'> & { oldest: Date | null })[]>`
    SELECT count(*) FILTER (WHERE state = 'held')::int AS held,
      count(*) FILTER (WHERE state = 'pending' AND leased_until >= now())::int AS "inFlight",
      count(*) FILTER (WHERE state = 'pending' AND free AND next_attempt_at <= ${now})::int AS due,
      count(*) FILTER (WHERE state = 'pending' AND free AND next_attempt_at > ${now})::int AS scheduled,
      min(next_attempt_at) FILTER (WHERE state = 'pending' AND free) AS oldest
    FROM (SELECT *, (leased_until IS NULL OR leased_until < now()) AS free FROM deliveries) d`
  const { oldest = null, ...counts } = row ?? { due: 0, scheduled: 0, inFlight: 0, held: 0 }
  return { ...counts, lagMs: oldest ? Math.max(0, now.getTime() - oldest.getTime()) : 0 }
}
