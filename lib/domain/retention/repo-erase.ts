import { lowestIdAt } from '../shared/ids.ts'
import { client, PLANNED_ANEW } from '../shared/transaction.ts'
import { type History, type Month, partitionName } from './months.ts'

/** Rows that one statement takes away, so that none holds its locks for long. */
export const ERASE_BATCH = 1_000

/** Of one team in all partitions, or of all teams in one: a month's, or the default. */
export type EraseScope = { readonly teamId: string } | { readonly month: Month | null }

export interface Erased {
  readonly count: number
  /** where the next batch begins; null after the last */
  readonly next: string | null
}

interface EraseQuery {
  /** what is as old as this goes */
  readonly before: Date
  /** ids up to this one were looked at */
  readonly after: string
}

/** Where the first batch begins. */
export const FIRST_ID = '00000000-0000-0000-0000-000000000000'

/** Up to 1,000 deliveries that were made and finished before a moment, with their attempts. */
export async function eraseDeliveries(scope: EraseScope, { before, after }: EraseQuery): Promise<Erased> {
  const { table, where, values } = scoped('delivery_history', scope)
  return erase(
    `${PLANNED_ANEW}
     WITH old AS MATERIALIZED (
       SELECT id FROM ${table} WHERE ${where} AND id > $1::uuid AND id < $2::uuid AND finished_at < $3::timestamptz
       ORDER BY id LIMIT ${ERASE_BATCH}),
     gone AS (DELETE FROM ${table} h USING old WHERE h.id = old.id),
     sent AS (DELETE FROM attempts a USING old WHERE a.delivery_id = old.id)
     ${TAKEN}`,
    [after, lowestIdAt(before), before, ...values],
  )
}

/** Up to 1,000 messages of which no delivery is left, with the ids that their publishers gave them. */
export async function eraseMessages(scope: EraseScope, { before, after }: EraseQuery): Promise<Erased> {
  const { table, where, values } = scoped('messages', scope)
  return erase(
    `${PLANNED_ANEW}
     WITH old AS MATERIALIZED (
       SELECT id FROM ${table} m WHERE ${where} AND id > $1::uuid AND id < $2::uuid AND $3::timestamptz IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.message_id = m.id)
         AND NOT EXISTS (SELECT 1 FROM delivery_history h WHERE h.message_id = m.id)
       ORDER BY id LIMIT ${ERASE_BATCH}),
     gone AS (DELETE FROM ${table} m USING old WHERE m.id = old.id RETURNING m.id, m.team_id, m.external_id),
     keys AS (DELETE FROM message_keys k USING gone
       WHERE k.team_id = gone.team_id AND k.key = gone.external_id AND k.message_id = gone.id)
     ${TAKEN}`,
    [after, lowestIdAt(before), before, ...values],
  )
}

/** Up to 1,000 attempts of finished deliveries. A team's go with their deliveries. */
export async function eraseAttempts(
  scope: { readonly month: Month | null },
  { before, after }: EraseQuery,
): Promise<Erased> {
  const { table } = scoped('attempts', scope)
  return erase(
    `${PLANNED_ANEW}
     WITH old AS MATERIALIZED (
       SELECT id FROM ${table} a WHERE id > $1::uuid AND id < $2::uuid
         AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.id = a.delivery_id)
       ORDER BY id LIMIT ${ERASE_BATCH}),
     gone AS (DELETE FROM ${table} a USING old WHERE a.id = old.id)
     ${TAKEN}`,
    [after, lowestIdAt(before)],
  )
}

/** Up to 1,000 publishers' ids from before a moment. Answers how many. */
export async function eraseMessageKeys(before: Date): Promise<number> {
  return client().$executeRaw`
    DELETE FROM message_keys WHERE (team_id, key) IN (
      SELECT team_id, key FROM message_keys WHERE created_at < ${before} LIMIT ${ERASE_BATCH} FOR UPDATE SKIP LOCKED)`
}

const TAKEN = 'SELECT count(*)::int AS count, max(id::text) AS last FROM old'

async function erase(sql: string, values: readonly unknown[]): Promise<Erased> {
  const [row] = await client().$queryRawUnsafe<{ count: number; last: string | null }[]>(sql, ...values)
  const { count = 0, last = null } = row ?? {}
  return { count, next: count < ERASE_BATCH ? null : last }
}

/** The table's name is one of ours, never a caller's text. */
function scoped(history: History, scope: EraseScope) {
  if ('teamId' in scope) return { table: history, where: 'team_id = $4::uuid', values: [scope.teamId] }
  const table = scope.month ? partitionName(history, scope.month) : `${history}_default`
  return { table, where: 'true', values: [] }
}
