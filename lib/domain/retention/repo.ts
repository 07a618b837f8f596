import { alone } from '#lib/db/advisory-lock.ts'
import { lowestIdAt } from '../shared/ids.ts'
import { client, errorCodes, inTransaction, PLANNED_ANEW, type Tx } from '../shared/transaction.ts'
import { type History, histories, type Month, monthOfPartition, partitionName } from './months.ts'

export { alone }

/** A partition is made and dropped in a moment, or not now: nobody shall queue behind it. */
const LOCK_TIMEOUT = '2s'

export interface Partition {
  readonly history: History
  readonly month: Month
}

/** The partitions that stand for a month. */
export async function findPartitions(): Promise<readonly Partition[]> {
  const rows = await client().$queryRaw<{ history: History; name: string }[]>`
    SELECT p.relname::text AS history, c.relname::text AS name FROM pg_inherits i
    JOIN pg_class p ON p.oid = i.inhparent JOIN pg_class c ON c.oid = i.inhrelid
    WHERE p.relnamespace = 'public'::regnamespace AND p.relname::text = ANY(${[...histories]}::text[])
    ORDER BY c.relname`
  return rows.flatMap(({ history, name }) => {
    const month = monthOfPartition(history, name)
    return month ? [{ history, month }] : []
  })
}

/** False when the default partition has rows of that month already: then they stay there. */
export async function addPartition({ history, month }: Partition): Promise<boolean> {
  return inTransaction(async (tx) => {
    await lockTable(tx, history)
    if (await hasDefaultRows(tx, history, month)) return false
    const bounds = `FROM ('${lowestIdAt(month.from)}') TO ('${lowestIdAt(month.until)}')`
    await client(tx).$executeRawUnsafe(
      `CREATE TABLE "${partitionName(history, month)}" PARTITION OF "${history}" FOR VALUES ${bounds}`,
    )
    return true
  })
}

async function hasDefaultRows(tx: Tx, history: History, { from, until }: Month): Promise<boolean> {
  const [row] = await client(tx).$queryRawUnsafe<{ found: boolean }[]>(
    `SELECT EXISTS (SELECT 1 FROM "${history}_default" WHERE id >= $1::uuid AND id < $2::uuid) AS found`,
    lowestIdAt(from),
    lowestIdAt(until),
  )
  return row?.found ?? false
}

/** Whether something of a month has to stay: for an unfinished delivery, or for one that finished lately. */
const NEEDED: Readonly<Record<History, (partition: string) => string>> = {
  // what is unfinished at this look could finish before the drop; nothing else of the month can be written any more
  delivery_history: (partition) => `EXISTS (SELECT 1 FROM deliveries WHERE id >= $1::uuid AND id < $2::uuid)
    OR EXISTS (SELECT 1 FROM "${partition}" WHERE finished_at >= $4::timestamptz AND $3::timestamptz IS NOT NULL)`,
  messages: () => `EXISTS (SELECT 1 FROM deliveries WHERE message_id >= $1::uuid AND message_id < $2::uuid)
    OR EXISTS (SELECT 1 FROM delivery_history WHERE message_id >= $1::uuid AND message_id < $2::uuid
      AND finished_at >= $4::timestamptz AND $3::timestamptz IS NOT NULL)`,
  attempts: () => `EXISTS (SELECT 1 FROM deliveries WHERE id < $2::uuid AND last_attempt_at >= $3::timestamptz
    AND $1::uuid IS NOT NULL AND $4::timestamptz IS NOT NULL)`,
}

/** False when something of it has to stay: what is unfinished needs it, or it finished after `limit`. */
export async function dropPartition({ history, month }: Partition, limit: Date): Promise<boolean> {
  const name = partitionName(history, month)
  // looked at twice: the long look keeps nobody waiting, and the short one misses nothing. Of finished deliveries the long
  // one misses nothing either
  if (await isNeeded(undefined, { history, month }, limit)) return false
  return inTransaction(async (tx) => {
    await lockTable(tx, history)
    if (history !== 'delivery_history' && (await isNeeded(tx, { history, month }, limit))) return false
    await client(tx).$executeRawUnsafe(`DROP TABLE "${name}"`)
    return true
  })
}

async function isNeeded(tx: Tx | undefined, { history, month }: Partition, limit: Date): Promise<boolean> {
  const [row] = await client(tx).$queryRawUnsafe<{ needed: boolean }[]>(
    `${PLANNED_ANEW} SELECT (${NEEDED[history](partitionName(history, month))}) AS needed`,
    lowestIdAt(month.from),
    lowestIdAt(month.until),
    month.from,
    limit,
  )
  return row?.needed ?? false
}

async function lockTable(tx: Tx, history: History): Promise<void> {
  await client(tx).$executeRawUnsafe(`SET LOCAL lock_timeout = '${LOCK_TIMEOUT}'`)
  await client(tx).$executeRawUnsafe(`LOCK TABLE ONLY "${history}" IN ACCESS EXCLUSIVE MODE`)
}

/** Whether the table was in somebody's use for too long. */
export function isLockTimeout(error: unknown): boolean {
  return errorCodes(error).includes('55P03')
}

/** Teams that keep less than the instance does. */
export async function findShorterTeams(
  keepDays: number,
): Promise<readonly { readonly id: string; readonly days: number }[]> {
  return client().$queryRaw`
    SELECT id, retention_days AS days FROM teams WHERE retention_days < ${keepDays} ORDER BY id`
}

/** Teams that were deleted and have left something here. Each team costs one look at the index, not its rows. */
export async function findGoneTeams(): Promise<readonly string[]> {
  const teamsIn = (table: History) => `
    WITH RECURSIVE t AS (
      (SELECT team_id FROM ${table} ORDER BY team_id LIMIT 1)
      UNION ALL
      SELECT (SELECT n.team_id FROM ${table} n WHERE n.team_id > t.team_id ORDER BY n.team_id LIMIT 1) FROM t
      WHERE t.team_id IS NOT NULL)
    SELECT team_id FROM t WHERE team_id IS NOT NULL`
  const rows = await client().$queryRawUnsafe<{ id: string }[]>(
    `SELECT team_id AS id FROM ((${teamsIn('delivery_history')}) UNION (${teamsIn('messages')})) found
     WHERE NOT EXISTS (SELECT 1 FROM teams WHERE teams.id = team_id)`,
  )
  return rows.map(({ id }) => id)
}
