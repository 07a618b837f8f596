import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { isUuid } from '../shared/ids.ts'
import { decodeCursor, type Page, toPage } from '../shared/pagination.ts'
import { isStorable, searchText } from '../shared/storable.ts'
import { guarded } from '../shared/transaction.ts'
import {
  countEndpoints,
  type EndpointRow,
  type ListFilter,
  listRows,
  type Sort,
  sortKeys,
} from './repo-list.ts'

export interface ListEndpoints {
  /** in name, URL or id, without regard to case */
  readonly search?: string | undefined
  readonly dialects?: readonly string[] | undefined
  readonly active?: boolean | undefined
  /** those alone that a row of the list calls failing */
  readonly failing?: true | undefined
  /** endpoints that this event goes to, those with `*` too */
  readonly event?: string | undefined
  readonly sort?: Sort | undefined
  readonly cursor?: string | undefined
  /** 1 to 100, 50 by default */
  readonly limit?: number | undefined
}

export const endpointSorts = ['created', 'updated', 'name'] as const
export type { Sort } from './repo-list.ts'

/** A row of the list, JSON-safe. */
export interface EndpointSummary {
  readonly id: string
  readonly dialect: string
  readonly publicId: string
  readonly name: string
  readonly url: string
  readonly active: boolean
  readonly payloadVersion: string | null
  readonly eventsCount: number
  /** subscribed to all by `*` */
  readonly allEvents: boolean
  /** while it is active, it does nothing but fail; of dialects whose failures are not counted, always false */
  readonly failing: boolean
  readonly version: number
  readonly createdAt: string
  readonly updatedAt: string
}

export interface EndpointPage extends Page<EndpointSummary> {
  /** how many match, counted so far as it costs the same in every table: to 1,000, and to 100 under a filter */
  readonly count: number
  readonly countIsExact: boolean
}

const COUNT_LIMIT = 1_000
const FILTERED_COUNT_LIMIT = 100

/**
 * One page of the team's endpoints. Costs the same at any depth and size: keyset pages over an index for each sort.
 * Throws `forbidden`, `invalid` for a bad cursor.
 */
export async function listEndpoints(ctx: Context, query: ListEndpoints): Promise<EndpointPage> {
  authorize(ctx, 'endpoint:read')
  const limit = Math.min(Math.max(query.limit ?? 50, 1), 100)
  const sort: Sort = query.sort ?? { by: 'created', order: 'desc' }
  const cursor = query.cursor ? decodeCursor(query.cursor, (keys) => areKeysOf(sort, keys)) : null
  const filter: ListFilter = {
    teamId: ctx.teamId,
    search: lowerCase(searchText(query.search) ?? '') || undefined,
    dialects: query.dialects?.length ? query.dialects : undefined,
    active: query.active,
    failing: query.failing,
    event: query.event,
  }
  const rows = await guarded(() => listRows(filter, sort, cursor, limit + 1))
  const page = toPage(rows, limit, cursor, (row) => sortKeys(row, sort))
  const { count, countIsExact } = await countOf(filter, page)
  return {
    ...page,
    items: page.items.map(toSummary),
    count,
    countIsExact,
  }
}

/** As PostgreSQL does it: character by character, where JavaScript knows a sigma at the end of a word. */
function lowerCase(text: string): string {
  return [...text].map((character) => [...character.toLowerCase()][0]).join('')
}

async function countOf(filter: ListFilter, { items, previous, next }: Page<unknown>) {
  if (previous === null && next === null) return { count: items.length, countIsExact: true }
  const { teamId: _, ...narrowing } = filter
  const filtered = Object.values(narrowing).some((value) => value !== undefined)
  const most = filtered ? FILTERED_COUNT_LIMIT : COUNT_LIMIT
  const counted = await guarded(() => countEndpoints(filter, most + 1))
  return { count: Math.min(counted, most), countIsExact: counted <= most }
}

/** A cursor of another sort, or a made-up one, does not reach the database. */
function areKeysOf(sort: Sort, [key, id, ...rest]: readonly (string | number)[]): boolean {
  if (rest.length > 0 || !isUuid(String(id))) return false
  return sort.by === 'updated' ? isTime(String(key)) : isStorable(String(key))
}

/** As a row's time is written, and no other way: PostgreSQL takes less than JavaScript does. */
function isTime(text: string): boolean {
  const time = new Date(text)
  return !Number.isNaN(time.getTime()) && /^\d{4}-/.test(text) && time.toISOString() === text
}

function toSummary({ createdAt, updatedAt, sortName: _, ...row }: EndpointRow): EndpointSummary {
  return { ...row, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() }
}
