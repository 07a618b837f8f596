import { RateLimiterPostgres } from 'rate-limiter-flexible'
import { queryRateLimits } from './repo.ts'

export interface LimiterRule {
  /** counters of one prefix share the rule */
  readonly prefix: string
  readonly points: number
  readonly windowSeconds: number
}

/** Counters in a table, so all processes share them. Their time is the system's, not a context's. */
export function makeLimiter({ prefix, points, windowSeconds }: LimiterRule): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient: { query: (q: { text: string; values: unknown[] }) => queryRateLimits(q.text, q.values) },
    storeType: 'client',
    tableName: 'rate_limits',
    // the migrations make it, unlogged
    tableCreated: true,
    keyPrefix: prefix,
    points,
    duration: windowSeconds,
  })
}
