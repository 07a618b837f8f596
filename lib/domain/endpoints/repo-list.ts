import { MIN_FAILURES } from '../failing-endpoints/streak.ts'
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
  readonly failing?: true | undefined
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
  /** has a streak of failures that goes on */
  readonly failing: boolean
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly sortName: string
}

const NAME = 'lower(e.name) COLLATE "C"'
const SEARCH = `lower(e.name || ' ' || e.url || ' ' || e.public_id)`

/**
 * A streak `f` of failures that goes on, of an endpoint of the team in `$1`; the number as in the index of them. To the
 * planner an equal address were one chance in thousands, and a page of the list not to be filled: so it is not told.
 */
const streakOf = (
  e: string,
) => `f.endpoint_id = ${e}.id AND f.team_id = $1::uuid AND coalesce(f.url = ${e}.url, false)
  AND f.paused_at IS NULL AND f.failures >= ${MIN_FAILURES}`

/** as in the index; shorter texts than three are looked for at the beginning of names */
const PIECE = 5
const SHORTEST_LOOKED_UP = 3
/** more of a very long text would not find fewer */
const MOST_PIECES = 8

/** Of the newest so many: a text that this many have fills a page within the walk, and is no help to the index. */
const SAMPLE = 64
const FREQUENT = 2
const WALK = 4_000

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
        ? // the walk is down the index of those that fail: the cursor has to bound that one
          `${filter.failing ? 'f.endpoint_id' : 'e.id'} ${compare} ${id}`
        : `(${column}, e.id) ${compare} (${param(cursor.keys[0], sort.by === 'updated' ? '::timestamptz' : '')}, ${id})`,
    )
  }
  const order = [...(column === null ? [] : [`${column} ${direction}`]), `e.id ${direction}`].join(', ')
  const some = param(limit)
  const inOrder = (most: string | number) => {
    const rowsOf = (events: readonly string[]) =>
      `SELECT e.* FROM ${source(query, events)} WHERE ${where.join(' AND ')} ORDER BY ${order} LIMIT ${most}`
    // newest first by event: one walk down the index for the event, one for the wildcard
    const parts = column === null ? query.events.map((event) => rowsOf([event])) : [rowsOf(query.events)]
    return parts.length < 2 ? (parts[0] ?? rowsOf([])) : parts.map((part) => `(${part})`).join(' UNION ALL ')
  }
  const page = query.search
    ? searched(
        query,
        query.search,
        `SELECT * FROM (${inOrder(WALK)}) e ORDER BY ${order} LIMIT ${WALK}`,
        some,
      )
    : inOrder(some)
  // the page first, then the events of its rows alone
  const sql = `${PLANNED_ANEW}
    SELECT p.*, (SELECT count(*)::int FROM endpoint_events v WHERE v.endpoint_id = p.id) AS "eventsCount",
      EXISTS (SELECT 1 FROM endpoint_events v WHERE v.endpoint_id = p.id AND v.type = '${WILDCARD}') AS "allEvents",
      EXISTS (SELECT 1 FROM endpoint_failures f WHERE ${streakOf('p')}) AS failing
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
  const rowsOf = (most: string | number) =>
    `SELECT e.* FROM ${source(query, query.events)} WHERE ${query.where.join(' AND ')} LIMIT ${most}`
  const rows = query.search ? searched(query, query.search, rowsOf(WALK), some) : rowsOf(some)
  const sql = `${PLANNED_ANEW} SELECT count(*)::int AS count FROM (SELECT FROM (${rows}) e LIMIT ${some}) AS found`
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
  /** joined to the endpoints, none of them twice */
  readonly join: string
  /** the placeholders of the event's name and of the wildcard; none without an event */
  readonly events: readonly string[]
  /** not among `where`: see `searched` */
  readonly search: Search | undefined
}

interface Search {
  /** the placeholder of the pattern */
  readonly pattern: string
  /** the placeholders of the text's pieces, and of the index entries for them */
  readonly pieces: string
  readonly entries: string
}

function conditions(filter: ListFilter): Conditions {
  const values: unknown[] = []
  const param = (value: unknown, cast = '') => `$${values.push(value)}${cast}`
  const where = [`e.team_id = ${param(filter.teamId, '::uuid')}`]
  if (filter.dialects) where.push(`e.dialect = ANY(${param([...filter.dialects], '::text[]')})`)
  if (filter.active === false) where.push('NOT e.active')
  // whoever is paused fails no more, whatever is still written down
  if (filter.active === true || filter.failing) where.push('e.active')
  const { search } = filter
  const long = search !== undefined && [...search].length >= SHORTEST_LOOKED_UP
  if (search !== undefined && !long) where.push(`${NAME} LIKE ${param(`${literal(search)}%`)}`)
  const events = filter.event === undefined ? [] : [param(filter.event), param(WILDCARD)]
  return {
    values,
    param,
    where,
    join: filter.failing ? ` JOIN endpoint_failures f ON ${streakOf('e')}` : '',
    events,
    search: long ? searchFor(search) : undefined,
  }

  function searchFor(text: string): Search {
    const pieces = piecesOf(text)
    const isBeginning = [...text].length < PIECE
    const entries = pieces.map((piece) => entryOf(filter.teamId, piece, isBeginning))
    return {
      pattern: param(`%${literal(text)}%`),
      pieces: param(pieces, '::text[]'),
      entries: param(entries, '::text[]'),
    }
  }
}

/** The endpoints, or those that an event goes to. `*` stands alone in a list, so no endpoint comes twice. */
function source({ where: [team], join }: Conditions, events: readonly string[]): string {
  if (events.length === 0) return `endpoints e${join}`
  return `endpoint_events v JOIN endpoints e ON e.id = v.endpoint_id
    AND ${team?.replace('e.team_id', 'v.team_id')} AND v.type IN (${events.join(', ')})${join}`
}

/**
 * Rows that a text is found in. One that is frequent among the newest soon fills a page in the list's own order; any
 * other is looked up, because walking would reach the end before the page is full. The planner's estimates of a text's
 * frequency are too coarse to choose by: wrong by ten, they walk the whole table.
 */
function searched(
  { where, events, join }: Conditions,
  search: Search,
  inOrder: string,
  some: string,
): string {
  const [team] = where
  const like = `${SEARCH} LIKE ${search.pattern}`
  // a piece that many have only costs, unless there is no other
  const telling = `SELECT coalesce(string_agg(entry, ' & ') FILTER (WHERE found < ${FREQUENT}), string_agg(entry, ' & '))::tsquery
    FROM (SELECT entry, (SELECT count(*) FROM sample WHERE strpos(content, piece) > 0) AS found
      FROM unnest(${search.pieces}, ${search.entries}) AS pieces(piece, entry)) AS pieces`
  const subscribed = `EXISTS (SELECT FROM endpoint_events v WHERE v.endpoint_id = e.id AND v.type IN (${events.join(', ')}))`
  const all = [`search_pieces(e.team_id, ${SEARCH}) @@ (${telling})`, like, ...where]
  return `WITH sample AS MATERIALIZED (
      SELECT ${SEARCH} AS content FROM endpoints e WHERE ${team} ORDER BY e.id DESC LIMIT ${SAMPLE}
    ), walked AS MATERIALIZED (
      SELECT * FROM (${inOrder}) e
      WHERE (SELECT count(*) FROM sample WHERE content LIKE ${search.pattern}) >= ${FREQUENT} AND ${like} LIMIT ${some}
    ), looked_up AS MATERIALIZED (
      SELECT e.* FROM endpoints e${join}
      WHERE (SELECT count(*) FROM walked) < ${some} AND ${[...all, ...(events.length > 0 ? [subscribed] : [])].join(' AND ')}
    )
    SELECT * FROM walked WHERE (SELECT count(*) FROM walked) >= ${some} UNION ALL SELECT * FROM looked_up`
}

const literal = (text: string) => text.replaceAll(/[\\%_]/g, (c) => `\\${c}`)

/** The text in pieces side by side, the last one up to the end. */
function piecesOf(text: string): string[] {
  const characters = [...text]
  const last = Math.max(characters.length - PIECE, 0)
  const starts = characters.flatMap((_, at) => (at < last && at % PIECE === 0 ? [at] : []))
  return [...starts.slice(0, MOST_PIECES), last].map((at) => characters.slice(at, at + PIECE).join(''))
}

/** A piece as the index has it, quoted for a tsquery. */
function entryOf(teamId: string, piece: string, isBeginning: boolean): string {
  const quoted = (teamId.slice(-4) + piece).replaceAll(/['\\]/g, '$&$&')
  return `'${quoted}'${isBeginning ? ':*' : ''}`
}
