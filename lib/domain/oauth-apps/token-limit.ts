import type { RateLimiterPostgres } from 'rate-limiter-flexible'
import { makeLimiter } from '../rate-limits/limiter.ts'
import { DomainError } from '../shared/errors.ts'
import { guarded } from '../shared/transaction.ts'
import { isClientId } from './client.ts'

/** Failures of one client from one address, so that nobody elsewhere can lock it out, in 15 minutes. */
export const FAILURES_PER_CLIENT = 20
/** Failures from one address, for whatever clients, in 15 minutes. */
const FAILURES_PER_ADDRESS = 100
const WINDOW_SECONDS = 15 * 60

export interface TokenAttempt {
  /** as it was claimed; null when none was */
  readonly clientId: string | null
  /** the client's network address; null where none is known */
  readonly address: string | null
}

const rule = { windowSeconds: WINDOW_SECONDS }
let made: { readonly client: RateLimiterPostgres; readonly address: RateLimiterPostgres } | undefined

function limiters() {
  made ??= {
    client: makeLimiter({ prefix: 'oauth:client', points: FAILURES_PER_CLIENT, ...rule }),
    address: makeLimiter({ prefix: 'oauth:address', points: FAILURES_PER_ADDRESS, ...rule }),
  }
  return made
}

/** Throws `rate_limited` with the time to wait, when too much went wrong before. Nothing is counted. */
export async function refuseLimited(attempt: TokenAttempt): Promise<void> {
  const states = await guarded(() =>
    Promise.all(
      counters(attempt).map(async ({ limiter, key }) => ({ limiter, state: await limiter.get(key) })),
    ),
  )
  const waits = states.map(({ limiter, state }) =>
    state && state.consumedPoints >= limiter.points ? Math.max(state.msBeforeNext, 1) : 0,
  )
  const retryAfterMs = Math.max(0, ...waits)
  if (retryAfterMs === 0) return
  const message = `Too many failed requests. Try again in ${Math.ceil(retryAfterMs / 1000)} seconds.`
  throw new DomainError('rate_limited', message, { retryAfterMs })
}

/** Counts a request that failed by its credentials or its grant. */
export async function countFailure(attempt: TokenAttempt): Promise<void> {
  await guarded(() => Promise.all(counters(attempt).map(({ limiter, key }) => limiter.penalty(key))))
}

function counters({ clientId, address }: TokenAttempt) {
  const { client, address: origin } = limiters()
  return [
    ...(clientId !== null && isClientId(clientId)
      ? [{ limiter: client, key: `${clientId}|${address ?? ''}` }]
      : []),
    ...(address === null ? [] : [{ limiter: origin, key: address }]),
  ]
}
