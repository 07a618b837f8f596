import type { AttemptSort } from '#lib/domain/deliveries/list-attempts.ts'
import type { DialectSort } from '#lib/domain/endpoints/list-of-dialect.ts'
import type { PageWire } from './wire.ts'

/** Not published; ours. */
const DEFAULT_LIMIT = 20
const MAX_LIMIT = 100
/** What an offset can be in the database. */
const MAX_OFFSET = 2_147_483_647

export interface Slice {
  readonly limit: number
  readonly offset: number
}

/** As the framework reads them: what is no good number counts as absent, and a limit over the most is the most. */
export function readSlice(query: URLSearchParams): Slice {
  const limit = wholeNumber(query.get('limit'))
  return {
    limit: limit ? Math.min(limit, MAX_LIMIT) : DEFAULT_LIMIT,
    offset: Math.min(wholeNumber(query.get('offset')) ?? 0, MAX_OFFSET),
  }
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d+$/.test(text) ? Number(text) : null
}

const ENDPOINT_ORDERINGS = { created_at: 'created', is_active: 'active', updated_at: 'updated' } as const
const ATTEMPT_ORDERINGS = { created_at: 'created', sent_at: 'sent', next_retry: 'next' } as const

/** Contract §2: `-created_at` by default. */
export function endpointSort(query: URLSearchParams): DialectSort {
  return sortBy(query, ENDPOINT_ORDERINGS)
}

export function attemptSort(query: URLSearchParams): AttemptSort {
  return sortBy(query, ATTEMPT_ORDERINGS)
}

/** The first name that is known decides; unknown ones are passed over. */
function sortBy<By extends string>(
  query: URLSearchParams,
  orderings: { readonly created_at: By } & Readonly<Record<string, By>>,
): { readonly by: By; readonly order: 'asc' | 'desc' } {
  for (const term of (query.get('ordering') ?? '').split(',')) {
    const order = term.trim().startsWith('-') ? 'desc' : 'asc'
    const name = term.trim().replace(/^-/, '')
    if (Object.hasOwn(orderings, name)) return { by: orderings[name] ?? orderings.created_at, order }
  }
  return { by: orderings.created_at, order: 'desc' }
}

interface Request {
  readonly origin: string
  readonly path: string
  readonly query: URLSearchParams
}

/** `count`, `next`, `previous`, `results`; the links carry the whole query, its names in order. */
export function pageOf<T>(
  { origin, path, query }: Request,
  { limit, offset }: Slice,
  total: number,
  results: readonly T[],
): PageWire<T> {
  const link = (at: number) => {
    const changed = new URLSearchParams(query)
    changed.set('limit', String(limit))
    if (at > 0) changed.set('offset', String(at))
    else changed.delete('offset')
    changed.sort()
    return `${origin}${path.replace(/\/?$/, '/')}?${changed}`
  }
  return {
    count: total,
    next: offset + limit < total ? link(offset + limit) : null,
    previous: offset > 0 ? link(offset - limit) : null,
    results,
  }
}
