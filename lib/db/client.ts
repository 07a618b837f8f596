import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { env } from '#lib/env.ts'
import { logger } from '#lib/observability/logger.ts'
import { processSingleton } from '#lib/process-singleton.ts'
import { PrismaClient } from './generated/client.ts'
import { statementNames } from './statement-name.ts'

/** Connections of one process; further queries wait for a free one. */
export const POOL_SIZE = 16
const CONNECT_TIMEOUT_MS = 10_000
const IDLE_TIMEOUT_MS = 60_000

/** Of the queue alone: one claims, one writes what was done, and a few for what comes beside. */
const QUEUE_POOL_SIZE = 4
/**
 * The queue is a table that is filled and emptied all the time: what statistics say of it is wrong a moment later, and a
 * plan that reads all of it reads a graveyard. Its statements look for rows by index, always, and are planned once.
 */
const QUEUE_OPTIONS = [
  ...['seqscan', 'bitmapscan', 'hashjoin', 'mergejoin', 'sort'].map((plan) => `-c enable_${plan}=off`),
  '-c plan_cache_mode=force_generic_plan',
  '-c jit=off',
].join(' ')

type Database = {
  pool: pg.Pool
  queue: pg.Pool
  prisma: PrismaClient
  nameOf: (query: { readonly sql: string }) => string
}

/** Next's bundle and Node's own graph share it, whichever of them asks first. */
const holder = () => processSingleton<{ open?: Database }>('db', () => ({}))

/**
 * The Prisma client of this process. It connects at the first query.
 * @throws Error when DATABASE_URL is not known yet
 */
export function db(): PrismaClient {
  return open().prisma
}

/** The connections that `db()` uses too, for statements that Prisma cannot say. */
export function pool(): pg.Pool {
  return open().pool
}

/** Connections whose statements are planned for the queue. */
export function queuePool(): pg.Pool {
  return open().queue
}

/** The name that a statement's text has on these connections, or an empty text: it goes without. */
export function statementName(sql: string): string {
  return open().nameOf({ sql })
}

/** Ends all connections after their running queries. A later `db()` opens new ones. */
export async function closeDb(): Promise<void> {
  const { open: database } = holder()
  delete holder().open
  await database?.prisma.$disconnect()
  await database?.pool.end()
  await database?.queue.end()
}

function open(): Database {
  const current = holder()
  current.open ??= connect()
  return current.open
}

function connect(): Database {
  const url = env().DATABASE_URL
  if (!url) throw new Error('DATABASE_URL is not set, and no embedded database has been started.')
  const connections = makePool(url, POOL_SIZE, '')
  const nameOf = statementNames()
  const adapter = new PrismaPg(connections, { statementNameGenerator: nameOf })
  return {
    pool: connections,
    queue: makePool(url, QUEUE_POOL_SIZE, QUEUE_OPTIONS),
    prisma: new PrismaClient({ adapter }),
    nameOf,
  }
}

function makePool(url: string, max: number, options: string): pg.Pool {
  const connections = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    application_name: 'patchbay',
    keepAlive: true,
    // the adapter writes times without an offset, which the server reads in the session's zone
    options: `-c TimeZone=UTC ${options}`.trim(),
  })
  // An idle connection that breaks (the server restarted) is replaced at the next query. Without a listener
  // the event would end the process. The error carries the connection with it, which is not for the log.
  connections.on('error', ({ message }) =>
    logger().warn({ reason: message }, 'An idle database connection broke'),
  )
  return connections
}
