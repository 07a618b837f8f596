import { db } from '#lib/db/client.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { DomainError, invalid } from './errors.ts'
import { UNSTORABLE_TEXT } from './storable.ts'

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

const AWAY = new Set([
  ...['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2034'],
  ...['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE'],
  ...['57P01', '57P02', '57P03', '53300', '53100'],
])
/** The driver's own words where it gives no code. */
const AWAY_TEXT =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/

/** NUL as a text, and NUL or half a character within JSON. */
const UNSTORABLE = new Set(['22021', '22P05'])
const UNSTORABLE_JSON = 'invalid input syntax for type json'

/**
 * Turns «the database is away» into `unavailable`, and a text that PostgreSQL has no place for into `invalid`; all other
 * errors pass.
 */
export async function guarded<T>(query: () => Promise<T>): Promise<T> {
  try {
    return await query()
  } catch (error) {
    const facts = factsOf(error)
    if (facts.codes.some((code) => AWAY.has(code)) || facts.messages.some((text) => AWAY_TEXT.test(text)))
      throw new DomainError('unavailable', 'The database is not answering. Nothing was changed.')
    if (
      facts.codes.some((code) => UNSTORABLE.has(code)) ||
      facts.messages.some((text) => text.includes(UNSTORABLE_JSON))
    )
      throw invalid([{ path: [], code: 'bad_format', message: UNSTORABLE_TEXT }])
    throw error
  }
}

/** The violated unique constraint's or index's name, or null for any other error. */
export function violatedUnique(error: unknown): string | null {
  const { codes, places } = factsOf(error)
  return codes.some((code) => code === 'P2002' || code === '23505') ? JSON.stringify(places) : null
}

/** Prisma's, PostgreSQL's and the system's codes for an error, whichever it has. */
export function errorCodes(error: unknown): readonly string[] {
  return factsOf(error).codes
}

interface ErrorFacts {
  readonly codes: readonly string[]
  readonly messages: readonly string[]
  /** where the name of a constraint stands */
  readonly places: readonly unknown[]
}

/** What an error says, and those that caused it: driver, adapter and Prisma each put it in another place. */
function factsOf(error: unknown): ErrorFacts {
  const codes: unknown[] = []
  const messages: unknown[] = []
  const places: unknown[] = []
  for (let e = error, depth = 0; typeof e === 'object' && e !== null && depth < 6; depth++) {
    const { code, originalCode, meta, cause, constraint, message } = e as Record<string, unknown>
    const { driverAdapterError, code: metaCode } = (meta ?? {}) as Record<string, unknown>
    codes.push(code, originalCode, metaCode)
    messages.push(message)
    places.push({ meta, constraint, cause })
    // what raw statements meet is not the error's cause, but beside it
    e = cause ?? driverAdapterError
  }
  const isText = (fact: unknown) => typeof fact === 'string'
  return { codes: codes.filter(isText), messages: messages.filter(isText), places }
}
