import { type RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { makeLimiter } from '../rate-limits/limiter.ts'
import { DomainError } from '../shared/errors.ts'
import { guarded } from '../shared/transaction.ts'

/** Failed attempts for one account, from wherever, in 15 minutes. */
export const ATTEMPTS_PER_ACCOUNT = 10
/** Failed attempts from one address, for whatever accounts, in 15 minutes. */
export const ATTEMPTS_PER_ADDRESS = 50
const WINDOW_SECONDS = 15 * 60

export interface Attempt {
  /** lower case; null for what cannot be an address of an account */
  readonly email: string | null
  /** the client's network address; null where none is known */
  readonly address: string | null
}

let made: { readonly account: RateLimiterPostgres; readonly address: RateLimiterPostgres } | undefined

function limiters() {
  made ??= {
    account: makeLimiter({
      prefix: 'sign-in:account',
      points: ATTEMPTS_PER_ACCOUNT,
      windowSeconds: WINDOW_SECONDS,
    }),
    address: makeLimiter({
      prefix: 'sign-in:address',
      points: ATTEMPTS_PER_ADDRESS,
      windowSeconds: WINDOW_SECONDS,
    }),
  }
  return made
}

/**
 * Counts an attempt before the password is looked at, so that parallel guesses are all counted.
 * Throws `rate_limited` with the time to wait.
 */
export async function takeAttempt({ email, address }: Attempt): Promise<void> {
  const { account, address: origin } = limiters()
  const waits = await Promise.all([
    email === null ? 0 : waitMs(account, email),
    address === null ? 0 : waitMs(origin, address),
  ])
  const retryAfterMs = Math.max(...waits)
  if (retryAfterMs === 0) return
  const minutes = Math.ceil(retryAfterMs / 60_000)
  const message = `Too many attempts. Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`
  throw new DomainError('rate_limited', message, { retryAfterMs })
}

/** After the right password: the account's count begins anew, and the attempt does not count for the address. */
export async function clearAttempts({ email, address }: Attempt): Promise<void> {
  const { account, address: origin } = limiters()
  await guarded(() =>
    Promise.all([
      email === null ? null : account.delete(email),
      address === null ? null : origin.reward(address, 1),
    ]),
  )
}

/** 0 when the attempt is allowed. */
async function waitMs(limiter: RateLimiterPostgres, key: string): Promise<number> {
  try {
    await guarded(() => limiter.consume(key))
    return 0
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return Math.max(refused.msBeforeNext, 1)
    throw refused
  }
}
