import { invalid } from '#lib/domain/shared/errors.ts'

/** A page by its number, from 1. */
export interface PageQuery {
  readonly page: number
  readonly limit: number
}

const DEFAULT_LIMIT = 20
/** as base64 of `page:limit` */
const CURSOR = /^(\d{1,6}):(\d{1,4})$/

/**
 * `limit` and `cursor` of a list. An empty `limit` and `null` are none (contract: "number|null"). A cursor holds its
 * page's size; a `limit` beside it is judged, and does not count.
 * Throws `invalid` with the paths `limit` and `cursor`.
 */
export function decodePage(query: URLSearchParams, maxLimit: number): PageQuery {
  const limit = decodeLimit(query.get('limit') ?? '', maxLimit)
  const cursor = query.get('cursor') ?? ''
  return cursor === '' || cursor === 'null' ? { page: 1, limit } : decodeCursor(cursor, maxLimit)
}

export function encodeCursor({ page, limit }: PageQuery): string {
  return btoa(`${page}:${limit}`)
}

function decodeLimit(text: string, maxLimit: number): number {
  if (text === '' || text === 'null') return Math.min(DEFAULT_LIMIT, maxLimit)
  const limit = /^\d{1,6}$/.test(text) ? Number(text) : 0
  if (limit >= 1 && limit <= maxLimit) return limit
  const message = `limit must be a whole number from 1 to ${maxLimit}.`
  throw invalid([{ path: ['limit'], code: 'bad_format', message }])
}

function decodeCursor(cursor: string, maxLimit: number): PageQuery {
  const [, page, limit] = CURSOR.exec(textOf(cursor)) ?? []
  const query = { page: Number(page), limit: Number(limit) }
  if (query.page >= 1 && query.limit >= 1 && query.limit <= maxLimit) return query
  const message = 'This cursor was not given by a list of this version.'
  throw invalid([{ path: ['cursor'], code: 'bad_format', message }])
}

function textOf(base64: string): string {
  try {
    return atob(base64)
  } catch {
    return ''
  }
}
