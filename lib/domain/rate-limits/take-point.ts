import { type RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { guarded } from '../shared/transaction.ts'
import { makeLimiter } from './limiter.ts'

export interface TakePoint {
  /** the rule's name; counters of one name share the rule */
  readonly name: string
  readonly rule: { readonly points: number; readonly windowSeconds: number }
  /** who is counted */
  readonly key: string
}

export interface PointTaken {
  readonly limit: number
  readonly remaining: number
  readonly windowSeconds: number
  readonly resetsAt: Date
  /** null when the request is allowed */
  readonly retryAfterMs: number | null
}

/** A share of the limit in one go: small enough to be fair between processes, large enough to spare the database. */
const MAX_LEASE = 500
const LEASES_PER_WINDOW = 20
/** Keys that have nothing left to give are forgotten from time to time. */
const MAX_LEASES = 10_000

interface Lease {
  /** points that this process may still give away */
  left: number
  /** points that nobody has leased yet, when this one was */
  readonly unleased: number
  readonly endsAtMs: number
}

const limiters = new Map<string, RateLimiterPostgres>()
const leases = new Map<string, Lease>()
const asking = new Map<string, Promise<Lease>>()

/**
 * Counts one request. The counters are rows, shared by all processes; each process leases points in blocks and gives them
 * away from memory. Never more than the limit is given; what a process has leased and not used is lost at the window's end.
 */
export async function takePoint({ name, rule, key }: TakePoint): Promise<PointTaken> {
  const id = `${name}:${rule.points}/${rule.windowSeconds}:${key}`
  let lease = leases.get(id)
  while (!lease || lease.endsAtMs <= Date.now() || lease.left === 0) {
    if (lease && lease.endsAtMs > Date.now() && lease.unleased === 0) break
    lease = await leaseAnew(id, name, rule, key)
  }
  const allowed = lease.left > 0
  if (allowed) lease.left -= 1
  return {
    limit: rule.points,
    remaining: lease.left + lease.unleased,
    windowSeconds: rule.windowSeconds,
    resetsAt: new Date(lease.endsAtMs),
    retryAfterMs: allowed ? null : Math.max(lease.endsAtMs - Date.now(), 1),
  }
}

/** One question at a time for a key; whoever asks meanwhile waits for the same answer. */
function leaseAnew(id: string, name: string, rule: TakePoint['rule'], key: string): Promise<Lease> {
  const running = asking.get(id)
  if (running) return running
  const made = ask(name, rule, key)
    .then((lease) => {
      if (leases.size >= MAX_LEASES) forgetEnded()
      leases.set(id, lease)
      return lease
    })
    .finally(() => asking.delete(id))
  asking.set(id, made)
  return made
}

async function ask(name: string, rule: TakePoint['rule'], key: string): Promise<Lease> {
  const block = Math.min(MAX_LEASE, Math.max(1, Math.floor(rule.points / LEASES_PER_WINDOW)))
  const result = await guarded(() => limiterOf(name, rule).consume(key, block)).catch((refused: unknown) => {
    if (refused instanceof RateLimiterRes) return refused
    throw refused
  })
  const unleased = Math.max(0, rule.points - result.consumedPoints)
  const over = Math.max(0, result.consumedPoints - rule.points)
  return {
    left: Math.max(0, block - over),
    unleased,
    endsAtMs: Date.now() + Math.max(result.msBeforeNext, 1),
  }
}

function forgetEnded(): void {
  const now = Date.now()
  for (const [id, lease] of leases) if (lease.endsAtMs <= now) leases.delete(id)
  for (const id of leases.keys()) {
    if (leases.size < MAX_LEASES) return
    leases.delete(id)
  }
}

function limiterOf(name: string, rule: TakePoint['rule']): RateLimiterPostgres {
  const id = `${name}:${rule.points}/${rule.windowSeconds}`
  const known = limiters.get(id)
  if (known) return known
  const made = makeLimiter({ prefix: id, ...rule })
  limiters.set(id, made)
  return made
}
