import { db } from '#lib/db/client.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { DomainError } from './errors.ts'

export { query, queueQuery } from '#lib/db/query.ts'
export { PLANNED_ANEW } from '#lib/db/statement-name.ts'

/** An open transaction. Verbs pass it on; only `repo.ts` files look inside, with `client()`. */
export interface Tx {
  readonly [opaque]: true
}
declare const opaque: unique symbol

/** For `repo.ts` files alone: the Prisma client of a transaction, or the pool's when there is none. */
export function client(tx?: Tx): Prisma.TransactionClient {
  return (tx as unknown as Prisma.TransactionClient | undefined) ?? db()
}

/**
 * Runs `work` in one transaction: all of it, or nothing.
 * Throws what `work` throws; `unavailable` when the database is away or no connection came free in time.
 */
export async function inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return guarded(() =>
    db().$transaction((tx) => work(tx as unknown as Tx), { maxWait: 5_000, timeout: 15_000 }),
  )
}

const AWAY = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2034'])
/** The driver's own words where it gives no code. */
const AWAY_TEXT =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/

const AWAY_PG = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '53100',
])

/** Turns «the database is away» into `unavailable`; all other errors pass. */
export async function guarded<T>(query: () => Promise<T>): Promise<T> {
  try {
    return await query()
  } catch (error) {
    if (isAway(error))
      throw new DomainError('unavailable', 'The database is not answering. Nothing was changed.')
    throw error
  }
}

function isAway(error: unknown): boolean {
  for (let e = error, depth = 0; typeof e === 'object' && e !== null && depth < 5; depth++) {
    const { code, originalCode, cause, meta, message } = e as Record<string, unknown>
    if (typeof message === 'string' && AWAY_TEXT.test(message)) return true
    if (typeof code === 'string' && (AWAY.has(code) || AWAY_PG.has(code))) return true
    if (typeof originalCode === 'string' && AWAY_PG.has(originalCode)) return true
    // what raw statements meet is not the error's cause, but beside it
    e = cause ?? (meta as Record<string, unknown> | undefined)?.driverAdapterError
  }
  return false
}

/** The violated unique constraint's or index's name, or null for any other error. */
export function violatedUnique(error: unknown): string | null {
  for (let e = error, depth = 0; typeof e === 'object' && e !== null && depth < 6; depth++) {
    const { code, originalCode, meta, cause, constraint } = e as Record<string, unknown>
    if (code === 'P2002' || code === '23505' || originalCode === '23505')
      return JSON.stringify({ meta, constraint, cause })
    if (typeof meta === 'object' && meta !== null && (meta as Record<string, unknown>).code === '23505')
      return JSON.stringify(meta)
    e = (cause ?? (meta as Record<string, unknown> | undefined)?.driverAdapterError) as unknown
  }
  return null
}
