import { firstParam as one, type SearchParams } from '#components/data-table/search-params.ts'
import type { ListEndpoints, Sort } from '#lib/domain/endpoints/list.ts'
import type { BulkFilter } from '#lib/domain/jobs/fields.ts'

const listedStates = ['active', 'paused', 'failing'] as const
type ListedState = (typeof listedStates)[number]

/** What the endpoints list shows, as its address says it. */
export interface EndpointListState {
  readonly search: string
  readonly dialects: readonly string[]
  readonly state: ListedState | undefined
  readonly event: string | undefined
  readonly sort: Sort
  readonly cursor: string | undefined
}

const sorts = ['created', 'updated', 'name'] as const satisfies readonly Sort['by'][]
const newestFirst: Sort = { by: 'created', order: 'desc' }
const SEARCH_MAX_LENGTH = 200

/** Reads an address. What it does not understand is left out, so that an old or mistyped link still shows a list. */
export function readListState(params: SearchParams, knownDialects: readonly string[]): EndpointListState {
  const state = one(params.state)
  return {
    search: (one(params.search) ?? '').trim().slice(0, SEARCH_MAX_LENGTH),
    dialects: knownDialects.filter((dialect) => one(params.dialect)?.split(',').includes(dialect)),
    state: listedStates.find((known) => known === state),
    event: one(params.event),
    sort: readSort(one(params.sort)),
    cursor: one(params.cursor),
  }
}

/** The address of a list, with its question mark; empty for the list as it is at first. */
export function listStateSearch(state: EndpointListState): string {
  const params = new URLSearchParams()
  if (state.search) params.set('search', state.search)
  if (state.dialects.length > 0) params.set('dialect', state.dialects.join(','))
  if (state.state) params.set('state', state.state)
  if (state.event) params.set('event', state.event)
  const sort = (state.sort.order === 'desc' ? '-' : '') + state.sort.by
  if (sort !== '-created') params.set('sort', sort)
  if (state.cursor) params.set('cursor', state.cursor)
  const text = params.toString()
  return text && `?${text}`
}

/** The same list as the verb wants it; equal states give equal queries. */
export function toListEndpoints(state: EndpointListState): ListEndpoints {
  return { ...filterOf(state), sort: state.sort, ...(state.cursor ? { cursor: state.cursor } : {}) }
}

/** Which endpoints the list is about, on whatever page and in whatever order. */
export function filterOf({ search, dialects, state, event }: EndpointListState): BulkFilter {
  return {
    ...(search ? { search } : {}),
    ...(dialects.length > 0 ? { dialects } : {}),
    ...(state === 'failing' ? { failing: true } : state ? { active: state === 'active' } : {}),
    ...(event ? { event } : {}),
  }
}

export function hasFilters({ search, dialects, state, event }: EndpointListState): boolean {
  return search !== '' || dialects.length > 0 || state !== undefined || event !== undefined
}

/** The list without its filters, from the first page. */
export function withoutFilters(state: EndpointListState): EndpointListState {
  return { search: '', dialects: [], state: undefined, event: undefined, sort: state.sort, cursor: undefined }
}

function readSort(text: string | undefined): Sort {
  const order = text?.startsWith('-') ? 'desc' : 'asc'
  const by = sorts.find((known) => known === text?.replace(/^-/, ''))
  return by ? { by, order } : newestFirst
}
