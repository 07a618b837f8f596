import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { isUuid } from '../shared/ids.ts'
import { decodeCursor, type Page, toPage } from '../shared/pagination.ts'
import { searchText } from '../shared/storable.ts'
import { guarded } from '../shared/transaction.ts'
import { toolkitOf } from '../toolkits/toolkits.ts'
import { findSetNames, findSources, type SummaryRow } from './repo-list.ts'
import { ingressPath } from './source.ts'

export interface ListSources {
  readonly toolkit?: string | undefined
}

/** All sources of the team, or of one toolkit, newest first; Composio's list has no pages. Throws `forbidden`. */
export async function listSources(ctx: Context, query: ListSources = {}): Promise<readonly SummaryRow[]> {
  authorize(ctx, 'source:read')
  return guarded(() =>
    findSources({
      teamId: ctx.teamId,
      ...(query.toolkit === undefined ? {} : { toolkits: [query.toolkit] }),
    }),
  )
}

export interface PageSources {
  /** in the client id or the id, without regard to case */
  readonly search?: string | undefined
  readonly toolkits?: readonly string[] | undefined
  readonly cursor?: string | undefined
  /** 1 to 100, 50 by default */
  readonly limit?: number | undefined
}

/** A row of the dashboard's list, JSON-safe. */
export interface SourceSummary {
  readonly id: string
  readonly publicId: string
  readonly toolkit: string
  readonly clientId: string
  /** without the origin */
  readonly path: string
  /** how many of the toolkit's fields are set */
  readonly configured: number
  /** whether all that are required are set */
  readonly complete: boolean
  readonly version: number
  readonly createdAt: string
}

/** One page of the team's sources, newest first. Throws `forbidden`, `invalid` for a bad cursor. */
export async function pageSources(ctx: Context, query: PageSources): Promise<Page<SourceSummary>> {
  authorize(ctx, 'source:read')
  const limit = Math.min(Math.max(query.limit ?? 50, 1), 100)
  const cursor = query.cursor
    ? decodeCursor(query.cursor, ([id, ...rest]) => isUuid(String(id)) && rest.length === 0)
    : null
  const edge = cursor ? String(cursor.keys[0]) : undefined
  const back = cursor?.direction === 'previous'
  const page = await guarded(async () => {
    const rows = await findSources({
      teamId: ctx.teamId,
      search: searchText(query.search),
      toolkits: query.toolkits?.length ? query.toolkits : undefined,
      beforeId: back ? undefined : edge,
      afterId: back ? edge : undefined,
      take: limit + 1,
    })
    return toPage(rows, limit, cursor, (row) => [row.id])
  })
  const names = await guarded(() =>
    findSetNames(
      ctx.teamId,
      page.items.map((row) => row.id),
    ),
  )
  return { ...page, items: page.items.map((row) => toSummary(row, new Set(names.get(row.id)))) }
}

function toSummary(row: SummaryRow, set: ReadonlySet<string>): SourceSummary {
  const fields = Object.entries(toolkitOf(row.toolkit).setupFields)
  return {
    id: row.id,
    publicId: row.publicId,
    toolkit: row.toolkit,
    clientId: row.clientId,
    path: ingressPath(row),
    configured: fields.filter(([name]) => set.has(name)).length,
    complete: fields.every(([name, field]) => set.has(name) || !field.isRequired),
    version: row.version,
    createdAt: row.createdAt.toISOString(),
  }
}
