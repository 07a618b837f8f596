import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { isUuid, momentOfId } from '../shared/ids.ts'
import { decodeCursor, encodeCursor, type Page, toPage } from '../shared/pagination.ts'
import { isStorable } from '../shared/storable.ts'
import { guarded } from '../shared/transaction.ts'
import type { CodeClass } from './code-class.ts'
import type { DeliveryState } from './delivery.ts'
import {
  type BrowsedDelivery,
  type BrowseEdge,
  type BrowseKeys,
  type BrowseNarrowing,
  browseRows,
  findMessageOfKey,
  walkEnd,
} from './repo-browse.ts'

export interface BrowseDeliveries {
  /** a message's id, with or without `msg_`, a delivery's id, or the publisher's own id of a message; whole */
  readonly search?: string | undefined
  readonly states?: readonly DeliveryState[] | undefined
  /** the endpoint's UUID */
  readonly endpointId?: string | undefined
  /** the message's UUID */
  readonly messageId?: string | undefined
  readonly eventType?: string | undefined
  readonly code?: CodeClass | undefined
  /** ISO 8601: made at that moment or later */
  readonly from?: string | undefined
  /** ISO 8601: made earlier than that */
  readonly before?: string | undefined
  readonly cursor?: string | undefined
  /** 1 to 100, 50 by default */
  readonly limit?: number | undefined
}

/** A row of the dashboard's list, JSON-safe. */
export interface DeliveryRow
  extends Omit<BrowsedDelivery, 'lastAttemptAt' | 'nextAttemptAt' | 'createdAt' | 'finishedAt'> {
  readonly lastAttemptAt: string | null
  readonly nextAttemptAt: string | null
  readonly createdAt: string
  readonly finishedAt: string | null
}

export interface DeliveryPage extends Page<DeliveryRow> {
  /** ISO 8601: the page stopped looking at what was made then, and more may match beyond; null when it looked at all */
  readonly lookedTo: string | null
}

/**
 * One page of the team's deliveries, unfinished and finished, newest first. Costs the same at any depth and size: a
 * filter that few deliveries match may end a page before it is full, and `next` looks on from there.
 * Throws `forbidden`, `invalid` for a bad cursor.
 */
export async function browseDeliveries(ctx: Context, query: BrowseDeliveries): Promise<DeliveryPage> {
  authorize(ctx, 'delivery:read')
  const limit = Math.min(Math.max(query.limit ?? 50, 1), 100)
  const cursor = query.cursor
    ? decodeCursor(query.cursor, ([id, ...rest]) => isUuid(String(id)) && rest.length === 0)
    : null
  const edge = cursor && { id: String(cursor.keys[0]), direction: cursor.direction }
  const keys = await keysOf(ctx, query)
  if (!keys) return { items: [], previous: null, next: null, lookedTo: null }
  const narrowing = narrowingOf(query)
  const rows = await guarded(() => browseRows(keys, narrowing, edge, limit + 1))
  if (rows.length > limit) return { ...toRows(toPage(rows, limit, cursor, ({ id }) => [id])), lookedTo: null }

  const isNarrowed = Object.values(narrowing).some((value) => value !== undefined)
  const end = isNarrowed ? await guarded(() => walkEnd(keys, narrowing, edge)) : null
  if (end === null) return { ...toRows(toPage(rows, limit, cursor, ({ id }) => [id])), lookedTo: null }
  return shortened(rows, edge, end)
}

/** A page that ended before it was full: rows beyond its end may have others between them. */
function shortened(rows: readonly BrowsedDelivery[], edge: BrowseEdge | null, end: string): DeliveryPage {
  const isBack = edge?.direction === 'previous'
  const known = rows.filter(({ id }) => (isBack ? id <= end : id >= end))
  const items = isBack ? known.reverse() : known
  const at = (direction: BrowseEdge['direction'], id: string) => encodeCursor({ direction, keys: [id] })
  const before = isBack ? end : edge && (items[0]?.id ?? edge.id)
  const after = isBack ? (items.at(-1)?.id ?? edge.id) : end
  return {
    items: items.map(deliveryRow),
    previous: before && at('previous', before),
    next: at('next', after),
    lookedTo: momentOfId(end).toISOString(),
  }
}

/** A delivery as it may leave the core. */
export function deliveryRow(row: BrowsedDelivery): DeliveryRow {
  return {
    ...row,
    lastAttemptAt: row.lastAttemptAt?.toISOString() ?? null,
    nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }
}

function toRows(page: Page<BrowsedDelivery>): Page<DeliveryRow> {
  return { ...page, items: page.items.map(deliveryRow) }
}

/** What an index finds of a query; null where nothing can match. Throws `unavailable`. */
export async function keysOf(ctx: Context, query: BrowseDeliveries): Promise<BrowseKeys | null> {
  const { endpointId, messageId, eventType = '' } = query
  const [from, before] = [momentOf(query.from), momentOf(query.before)]
  // a filter that nobody can mean finds nothing: without it a replay would be one of everything
  if ([endpointId, messageId].some((id) => id !== undefined && !isUuid(id))) return null
  if (from === null || before === null || !isStorable(eventType)) return null
  const search = query.search?.trim() ?? ''
  const ids = search === '' ? undefined : await idsOf(ctx.teamId, search)
  if (ids?.length === 0) return null
  return { teamId: ctx.teamId, endpointId, messageId, ids, from, before }
}

async function idsOf(teamId: string, search: string): Promise<readonly string[]> {
  if (!isStorable(search)) return []
  const bare = search.replace(/^msg_/i, '')
  const own = await guarded(() => findMessageOfKey(teamId, search))
  return [...(isUuid(bare) ? [bare] : []), ...(own ? [own] : [])]
}

const EARLIEST_MS = 0
/** the last moment that an id can begin with a time of four digits' year */
const LATEST_MS = Date.UTC(9999, 11, 31)

/** Null for what is no moment. */
function momentOf(text: string | undefined): Date | undefined | null {
  if (text === undefined) return undefined
  const ms = Date.parse(text)
  return Number.isNaN(ms) ? null : new Date(Math.min(Math.max(ms, EARLIEST_MS), LATEST_MS))
}

/** What is left of a query to be looked at row by row. */
export function narrowingOf({ states, eventType, code }: BrowseDeliveries): BrowseNarrowing {
  return {
    states: states?.length ? states : undefined,
    eventType: eventType || undefined,
    codeClass: code === undefined ? undefined : code === 'none' ? 0 : Number(code[0]),
  }
}
