import { firstParam, type SearchParams } from '#components/data-table/search-params.ts'
import type { BrowseDeliveries } from '#lib/domain/deliveries/browse-deliveries.ts'
import { type CodeClass, codeClasses } from '#lib/domain/deliveries/code-class.ts'
import { type DeliveryState, deliveryStates } from '#lib/domain/deliveries/delivery.ts'

const HOUR_MS = 3_600_000

/** How far back a list may be narrowed to look. */
export const timeSpans = {
  '1h': { label: 'Last hour', ms: HOUR_MS },
  '24h': { label: 'Last 24 hours', ms: 24 * HOUR_MS },
  '7d': { label: 'Last 7 days', ms: 7 * 24 * HOUR_MS },
  '30d': { label: 'Last 30 days', ms: 30 * 24 * HOUR_MS },
} as const
export type TimeSpan = keyof typeof timeSpans

/** What the list of deliveries shows, as its address says it. */
export interface DeliveryListState {
  readonly search: string
  readonly states: readonly DeliveryState[]
  /** the endpoint's UUID */
  readonly endpoint: string | undefined
  readonly event: string | undefined
  readonly code: CodeClass | undefined
  readonly time: TimeSpan | undefined
  readonly cursor: string | undefined
}

export const plainState: DeliveryListState = {
  search: '',
  states: [],
  endpoint: undefined,
  event: undefined,
  code: undefined,
  time: undefined,
  cursor: undefined,
}

const SEARCH_MAX_LENGTH = 300
const NAME_MAX_LENGTH = 200

/** Reads an address. What it does not understand is left out, so that an old or mistyped link still shows a list. */
export function readListState(params: SearchParams): DeliveryListState {
  const wanted = firstParam(params.state)?.split(',')
  const time = firstParam(params.time)
  return {
    search: (firstParam(params.search) ?? '').trim().slice(0, SEARCH_MAX_LENGTH),
    states: deliveryStates.filter((state) => wanted?.includes(state)),
    endpoint: firstParam(params.endpoint),
    event: firstParam(params.event)?.slice(0, NAME_MAX_LENGTH),
    code: codeClasses.find((code) => code === firstParam(params.code)),
    time: timeSpanOf(time),
    cursor: firstParam(params.cursor),
  }
}

/** The span of that name, if it is one. */
export function timeSpanOf(name: string | undefined): TimeSpan | undefined {
  return (Object.keys(timeSpans) as TimeSpan[]).find((span) => span === name)
}

/** The address of a list, with its question mark; empty for the list as it is at first. */
export function listStateSearch(state: DeliveryListState): string {
  const { search, states, endpoint, event, code, time, cursor } = state
  const params = new URLSearchParams()
  if (search) params.set('search', search)
  if (states.length > 0) params.set('state', states.join(','))
  for (const [name, value] of Object.entries({ endpoint, event, code, time, cursor }))
    if (value) params.set(name, value)
  const text = params.toString()
  return text && `?${text}`
}

/** The same list as the verb wants it, looking back from `nowMs`; equal states give equal queries. */
export function toBrowse(state: DeliveryListState, nowMs: number): BrowseDeliveries {
  const { search, states, endpoint, event, code, time, cursor } = state
  return {
    ...(search ? { search } : {}),
    ...(states.length > 0 ? { states } : {}),
    ...(endpoint ? { endpointId: endpoint } : {}),
    ...(event ? { eventType: event } : {}),
    ...(code ? { code } : {}),
    ...(time ? { from: new Date(nowMs - timeSpans[time].ms).toISOString() } : {}),
    ...(cursor ? { cursor } : {}),
  }
}

export function hasFilters({ cursor: _, ...filters }: DeliveryListState): boolean {
  return listStateSearch({ ...filters, cursor: undefined }) !== ''
}
