import { firstParam, type SearchParams } from '#components/data-table/search-params.ts'
import type { PageSources } from '#lib/domain/sources/list.ts'

/** What the sources list shows, as its address says it. */
export interface SourceListState {
  readonly search: string
  readonly toolkits: readonly string[]
  readonly cursor: string | undefined
}

const SEARCH_MAX_LENGTH = 200

/** Reads an address. What it does not understand is left out, so that an old or mistyped link still shows a list. */
export function readListState(params: SearchParams, knownToolkits: readonly string[]): SourceListState {
  const wanted = firstParam(params.toolkit)?.split(',')
  return {
    search: (firstParam(params.search) ?? '').trim().slice(0, SEARCH_MAX_LENGTH),
    toolkits: knownToolkits.filter((toolkit) => wanted?.includes(toolkit)),
    cursor: firstParam(params.cursor),
  }
}

/** The address of a list, with its question mark; empty for the list as it is at first. */
export function listStateSearch({ search, toolkits, cursor }: SourceListState): string {
  const params = new URLSearchParams()
  if (search) params.set('search', search)
  if (toolkits.length > 0) params.set('toolkit', toolkits.join(','))
  if (cursor) params.set('cursor', cursor)
  const text = params.toString()
  return text && `?${text}`
}

/** The same list as the verb wants it; equal states give equal queries. */
export function toPageSources({ search, toolkits, cursor }: SourceListState): PageSources {
  return {
    ...(search ? { search } : {}),
    ...(toolkits.length > 0 ? { toolkits } : {}),
    ...(cursor ? { cursor } : {}),
  }
}

export function hasFilters({ search, toolkits }: SourceListState): boolean {
  return search !== '' || toolkits.length > 0
}
