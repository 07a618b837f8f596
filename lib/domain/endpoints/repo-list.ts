import type { Cursor } from '../shared/pagination.ts'
import { client, PLANNED_ANEW } from '../shared/transaction.ts'
import { WILDCARD } from './fields.ts'

export interface Sort {
  readonly by: 'created' | 'updated' | 'name'
  readonly order: 'asc' | 'desc'
}

export interface ListFilter {
  readonly teamId: string
  /** lower case */
  readonly search?: string | undefined
  readonly dialects?: readonly string[] | undefined
  readonly active?: boolean | undefined
  readonly event?: string | undefined
}

export interface EndpointRow {
  readonly id: string
  readonly dialect: string
  readonly publicId: string
  readonly name: string
  readonly url: string
  readonly active: boolean
  readonly payloadVersion: string | null
  readonly eventsCount: number
  readonly allEvents: boolean
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly sortName: string
}

const NAME = 'lower(e.name) COLLATE "C"'
const SEARCH = `lower(e.name || ' ' || e.url || ' ' || e.public_id)`

/** `limit` rows after the cursor, in reading order: backwards when the cursor walks back. */
export async function listRows(
  filter: ListFilter,
  sort: Sort,
  cursor: Cursor | null,
  limit: number,
): Promise<EndpointRow[]> {
  const query = conditions(filter)
  const { values, param, where } = query
  const down = (sort.order === 'desc') !== (cursor?.direction === 'previous')
  const compare = down ? '<' : '>'
  const direction = down ? 'DESC' : 'ASC'
  const column = { created: null, updated: 'e.updated_at', name: NAME }[sort.by]
  if (cursor) {
    const id = param(cursor.keys[1], '::uuid')
    where.push(
      column === null
        ? `e.id ${compare} ${id}`
        : `(${column}, e.id) ${compare} (${param(cursor.keys[0], sort.by === 'updated' ? '::timestamptz' : '')}, ${id})`,
    )
  }
  const order = [...(column === null ? [] : [`${column} ${direction}`]), `e.id ${direction}`].join(', ')
  const some = param(limit)
  const rowsOf = (events: readonly string[]) =>
    `SELECT e.* FROM ${source(query, events)} WHERE ${where.join(' AND ')} ORDER BY ${order} LIMIT ${some}`
  // newest first by event: one walk down the index for the event, one for the wildcard
  const parts = column === null ? query.events.map((event) => rowsOf([event])) : [rowsOf(query.events)]
  const page =
    parts.length < 2 ? (parts[0] ?? rowsOf([])) : parts.map((part) => `(${part})`).join(' UNION ALL ')
  // the page first, then the events of its rows alone
  const sql = `${PLANNED_ANEW}
    SELECT p.*, (SELECT count(*)::int FROM endpoint_events v WHERE v.endpoint_id = p.id) AS "eventsCount",
      EXISTS (SELECT 1 FROM endpoint_events v WHERE v.endpoint_id = p.id AND v.type = '${WILDCARD}') AS "allEvents"
    FROM (SELECT e.id, e.dialect, e.public_id AS "publicId", e.name, e.url, e.active,
        e.payload_version AS "payloadVersion", e.version, e.created_at AS "createdAt", e.updated_at AS "updatedAt",
        ${NAME} AS "sortName", row_number() OVER () AS place
      FROM (SELECT * FROM (${page}) e ORDER BY ${order} LIMIT ${some}) e) p
    ORDER BY p.place`
  const rows = await client().$queryRawUnsafe<(EndpointRow & { place: unknown })[]>(sql, ...values)
  return rows.map(({ place: _, ...row }) => row)
}

/** How many match, counted no further than `limit`. */
export async function countEndpoints(filter: ListFilter, limit: number): Promise<number> {
  const query = conditions(filter)
  const some = query.param(limit)
  const sql = `${PLANNED_ANEW} SELECT count(*)::int AS count FROM
    (SELECT 1 FROM ${source(query, query.events)} WHERE ${query.where.join(' AND ')} LIMIT ${some}) AS found`
  const [row] = await client().$queryRawUnsafe<{ count: number }[]>(sql, ...query.values)
  return row?.count ?? 0
}

/** The values that a cursor keeps of a row. */
export function sortKeys(row: EndpointRow, sort: Sort): readonly [string, string] {
  const key = { created: '', updated: row.updatedAt.toISOString(), name: row.sortName }[sort.by]
  return [key, row.id]
}

interface Conditions {
  readonly values: unknown[]
  readonly param: (value: unknown, cast?: string) => string
  readonly where: string[]
  /** the placeholders of the event's name and of the wildcard; none without an event */
  readonly events: readonly string[]
}

function conditions(filter: ListFilter): Conditions {
  const values: unknown[] = []
  const param = (value: unknown, cast = '') => `$${values.push(value)}${cast}`
  const where = [`e.team_id = ${param(filter.teamId, '::uuid')}`]
  if (filter.dialects) where.push(`e.dialect = ANY(${param([...filter.dialects], '::text[]')})`)
  if (filter.active === false) where.push('NOT e.active')
  if (filter.active === true) where.push('e.active')
  if (filter.search !== undefined) where.push(searchCondition(filter.search, param))
  const events = filter.event === undefined ? [] : [param(filter.event), param(WILDCARD)]
  return { values, param, where, events }
}

/** The endpoints, or those that an event goes to. `*` stands alone in a list, so no endpoint comes twice. */
function source({ where: [team] }: Conditions, events: readonly string[]): string {
  if (events.length === 0) return 'endpoints e'
  return `endpoint_events v JOIN endpoints e ON e.id = v.endpoint_id
    AND ${team?.replace('e.team_id', 'v.team_id')} AND v.type IN (${events.join(', ')})`
}

/** Trigrams need three characters; shorter texts are looked for at the beginning of names. */
function searchCondition(search: string, param: (value: unknown) => string): string {
  const literal = search.replaceAll(/[\\%_]/g, (c) => `\\${c}`)
  return [...search].length < 3
    ? `${NAME} LIKE ${param(`${literal}%`)}`
    : `${SEARCH} LIKE ${param(`%${literal}%`)}`
}
