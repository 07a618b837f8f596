import type { Cursor } from '../shared/pagination.ts'
import { client } from '../shared/transaction.ts'
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
  const { values, param, where } = conditions(filter)
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
  // the page first, then the events of its rows alone
  const sql = `
    SELECT p.*, (SELECT count(*)::int FROM endpoint_events v WHERE v.endpoint_id = p.id) AS "eventsCount",
      EXISTS (SELECT 1 FROM endpoint_events v WHERE v.endpoint_id = p.id AND v.type = '${WILDCARD}') AS "allEvents"
    FROM (SELECT e.id, e.dialect, e.public_id AS "publicId", e.name, e.url, e.active,
        e.payload_version AS "payloadVersion", e.version, e.created_at AS "createdAt", e.updated_at AS "updatedAt",
        ${NAME} AS "sortName", row_number() OVER () AS place
      FROM (SELECT * FROM endpoints e WHERE ${where.join(' AND ')} ORDER BY ${order} LIMIT ${param(limit)}) e) p
    ORDER BY p.place`
  const rows = await client().$queryRawUnsafe<(EndpointRow & { place: unknown })[]>(sql, ...values)
  return rows.map(({ place: _, ...row }) => row)
}

/** How many match, counted no further than `limit`. */
export async function countEndpoints(filter: ListFilter, limit: number): Promise<number> {
  const { values, param, where } = conditions(filter)
  const sql = `SELECT count(*)::int AS count FROM
    (SELECT 1 FROM endpoints e WHERE ${where.join(' AND ')} LIMIT ${param(limit)}) AS found`
  const [row] = await client().$queryRawUnsafe<{ count: number }[]>(sql, ...values)
  return row?.count ?? 0
}

/** The values that a cursor keeps of a row. */
export function sortKeys(row: EndpointRow, sort: Sort): readonly [string, string] {
  const key = { created: '', updated: row.updatedAt.toISOString(), name: row.sortName }[sort.by]
  return [key, row.id]
}

function conditions(filter: ListFilter) {
  const values: unknown[] = []
  const param = (value: unknown, cast = '') => `$${values.push(value)}${cast}`
  const where = [`e.team_id = ${param(filter.teamId, '::uuid')}`]
  if (filter.dialects) where.push(`e.dialect = ANY(${param([...filter.dialects], '::text[]')})`)
  if (filter.active === false) where.push('NOT e.active')
  if (filter.active === true) where.push('e.active')
  if (filter.event !== undefined) {
    const wanted = param([filter.event, WILDCARD], '::text[]')
    where.push(`EXISTS (SELECT 1 FROM endpoint_events v
      WHERE v.team_id = e.team_id AND v.endpoint_id = e.id AND v.type = ANY(${wanted}))`)
  }
  if (filter.search !== undefined) where.push(searchCondition(filter.search, param))
  return { values, param, where }
}

/** Trigrams need three characters; shorter texts are looked for at the beginning of names. */
function searchCondition(search: string, param: (value: unknown) => string): string {
  const literal = search.replaceAll(/[\\%_]/g, (c) => `\\${c}`)
  return [...search].length < 3
    ? `${NAME} LIKE ${param(`${literal}%`)}`
    : `${SEARCH} LIKE ${param(`%${literal}%`)}`
}
