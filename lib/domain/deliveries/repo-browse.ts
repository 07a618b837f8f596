import { lowestIdAt } from '../shared/ids.ts'
import { client, PLANNED_ANEW } from '../shared/transaction.ts'
import type { Delivery, DeliveryState } from './delivery.ts'

/** An index leads to these. */
export interface BrowseKeys {
  readonly teamId: string
  readonly endpointId?: string | undefined
  readonly messageId?: string | undefined
  /** of a message or of a delivery */
  readonly ids?: readonly string[] | undefined
  readonly from?: Date | undefined
  readonly before?: Date | undefined
}

/** For these rows are looked at one by one. */
export interface BrowseNarrowing {
  readonly states?: readonly DeliveryState[] | undefined
  readonly eventType?: string | undefined
  /** the first digit of the last answer's status; 0 where none came */
  readonly codeClass?: number | undefined
}

export interface BrowseEdge {
  readonly id: string
  readonly direction: 'next' | 'previous'
}

export interface BrowsedDelivery extends Delivery {
  /** null when the endpoint was deleted */
  readonly endpointName: string | null
  readonly dialect: string | null
}

/** Rows of one table that a page may look at: what matches seldom would otherwise cost more with every delivery. */
export const MOST_WALKED = 20_000

const LIVE: readonly DeliveryState[] = ['pending', 'held']

const COLUMNS =
  'id, team_id, endpoint_id, message_id, event_type, state, attempts, manual, last_code, last_error, last_attempt_at, created_at'

/** `limit` deliveries of both tables after the edge, in reading order: oldest first when it walks back. */
export async function browseRows(
  keys: BrowseKeys,
  narrowing: BrowseNarrowing,
  edge: BrowseEdge | null,
  limit: number,
): Promise<BrowsedDelivery[]> {
  const { values, param } = parameters()
  const where = keyed(keys, edge, param)
  const narrow = narrowed(narrowing, param)
  const order = `ORDER BY id ${edge?.direction === 'previous' ? 'ASC' : 'DESC'}`
  const some = `LIMIT ${param(limit, '::int')}`
  const rows = tablesOf(narrowing).map(({ table, times }) => {
    const walked = `SELECT ${COLUMNS}, ${times} FROM ${table} WHERE ${where} ${order}`
    if (narrow === '') return `SELECT * FROM (${walked} ${some}) w`
    return `SELECT * FROM (${walked} LIMIT ${MOST_WALKED}) w WHERE ${narrow}`
  })
  return client().$queryRawUnsafe<BrowsedDelivery[]>(
    `${PLANNED_ANEW}
     SELECT d.id, d.endpoint_id AS "endpointId", d.message_id AS "messageId", d.event_type AS "eventType",
       d.state::text AS state, d.attempts, d.manual, d.last_code AS "lastCode", d.last_error AS "lastError",
       d.last_attempt_at AS "lastAttemptAt", d.created_at AS "createdAt", d.next_attempt_at AS "nextAttemptAt",
       d.finished_at AS "finishedAt", a.duration_ms AS "lastDurationMs", e.name AS "endpointName", e.dialect
     FROM (${rows.join(' UNION ALL ')} ${order} ${some}) d
     LEFT JOIN endpoints e ON e.id = d.endpoint_id AND e.team_id = d.team_id
     LEFT JOIN LATERAL (SELECT duration_ms FROM attempts
       WHERE team_id = d.team_id AND delivery_id = d.id ORDER BY id DESC LIMIT 1) a ON true
     ${order.replace(' id', ' d.id')}`,
    ...values,
  )
}

/**
 * Where a page had to stop looking, if it did: the nearest of the tables' last rows that were looked at. What lies beyond
 * is not known.
 */
export async function walkEnd(
  keys: BrowseKeys,
  narrowing: BrowseNarrowing,
  edge: BrowseEdge | null,
): Promise<string | null> {
  const { values, param } = parameters()
  const where = keyed(keys, edge, param)
  const isBack = edge?.direction === 'previous'
  const order = `ORDER BY id ${isBack ? 'ASC' : 'DESC'}`
  const ends = tablesOf(narrowing).map(
    ({ table }) =>
      `SELECT * FROM (SELECT id FROM ${table} WHERE ${where} ${order} OFFSET ${MOST_WALKED - 1} LIMIT 1) w`,
  )
  const [row] = await client().$queryRawUnsafe<{ id: string }[]>(
    `${PLANNED_ANEW} SELECT id FROM (${ends.join(' UNION ALL ')}) e ORDER BY id ${isBack ? 'ASC' : 'DESC'} LIMIT 1`,
    ...values,
  )
  return row?.id ?? null
}

/** All that matches of what a page may look at, as a statement to go on with; of each table the newest so many. */
export function matchingRows(
  keys: BrowseKeys,
  narrowing: BrowseNarrowing,
): { readonly rows: string; readonly values: unknown[]; readonly param: Param } {
  const { values, param } = parameters()
  const where = keyed(keys, null, param)
  const narrow = narrowed(narrowing, param)
  const rows = tablesOf(narrowing).map(
    ({ table }) => `SELECT * FROM (SELECT ${COLUMNS} FROM ${table} WHERE ${where}
      ORDER BY id DESC LIMIT ${MOST_WALKED}) w ${narrow && `WHERE ${narrow}`}`,
  )
  return { rows: rows.join(' UNION ALL '), values, param }
}

/** The message that the team's publisher gave this id of its own. */
export async function findMessageOfKey(teamId: string, key: string): Promise<string | null> {
  const row = await client().messageKey.findUnique({
    where: { teamId_key: { teamId, key } },
    select: { messageId: true },
  })
  return row?.messageId ?? null
}

type Param = (value: unknown, cast?: string) => string

function parameters(): { readonly values: unknown[]; readonly param: Param } {
  const values: unknown[] = []
  return { values, param: (value, cast = '') => `$${values.push(value)}${cast}` }
}

/** Unfinished deliveries and finished ones are tables of their own. */
function tablesOf({ states }: BrowseNarrowing) {
  const live = { table: 'deliveries', times: 'next_attempt_at, NULL::timestamptz AS finished_at' }
  const done = { table: 'delivery_history', times: 'NULL::timestamptz AS next_attempt_at, finished_at' }
  if (!states) return [live, done]
  return [
    ...(states.some((state) => LIVE.includes(state)) ? [live] : []),
    ...(states.some((state) => !LIVE.includes(state)) ? [done] : []),
  ]
}

function keyed(keys: BrowseKeys, edge: BrowseEdge | null, param: Param): string {
  const parts = [`team_id = ${param(keys.teamId, '::uuid')}`]
  if (keys.endpointId !== undefined) parts.push(`endpoint_id = ${param(keys.endpointId, '::uuid')}`)
  if (keys.messageId !== undefined) parts.push(`message_id = ${param(keys.messageId, '::uuid')}`)
  if (keys.ids) {
    const ids = param([...keys.ids], '::uuid[]')
    parts.push(`(message_id = ANY(${ids}) OR id = ANY(${ids}))`)
  }
  if (keys.from) parts.push(`id >= ${param(lowestIdAt(keys.from), '::uuid')}`)
  if (keys.before) parts.push(`id < ${param(lowestIdAt(keys.before), '::uuid')}`)
  if (edge) parts.push(`id ${edge.direction === 'previous' ? '>' : '<'} ${param(edge.id, '::uuid')}`)
  return parts.join(' AND ')
}

function narrowed({ states, eventType, codeClass }: BrowseNarrowing, param: Param): string {
  const parts: string[] = []
  if (states) parts.push(`state = ANY(${param([...states], '::"DeliveryState"[]')})`)
  if (eventType !== undefined) parts.push(`event_type = ${param(eventType)}`)
  if (codeClass === 0) parts.push('last_code IS NULL AND attempts > 0')
  else if (codeClass !== undefined) {
    const first = codeClass * 100
    parts.push(`last_code BETWEEN ${param(first, '::int')} AND ${param(first + 99, '::int')}`)
  }
  return parts.join(' AND ')
}
