import { invalid } from './errors.ts'

/** One page of a list that is walked by cursor. A null cursor means that there is no page on that side. */
export interface Page<T> {
  readonly items: readonly T[]
  readonly previous: string | null
  readonly next: string | null
}

/** Where a page begins: after the row with these sort keys, or before it when walking back. */
export interface Cursor {
  readonly direction: 'next' | 'previous'
  readonly keys: readonly (string | number)[]
}

/** An opaque text, safe in a URL. */
export function encodeCursor(cursor: Cursor): string {
  const json = JSON.stringify([cursor.direction === 'next' ? 1 : 0, ...cursor.keys])
  const binary = String.fromCharCode(...new TextEncoder().encode(json))
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** Throws `invalid` for a text that `encodeCursor` did not make, or whose keys `fits` refuses. */
export function decodeCursor(text: string, fits: (keys: readonly (string | number)[]) => boolean): Cursor {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    const parsed: unknown = JSON.parse(
      new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(binary, (c) => c.charCodeAt(0))),
    )
    if (Array.isArray(parsed)) {
      const [direction, ...keys] = parsed
      const fine = keys.every((k) => typeof k === 'string' || typeof k === 'number') && fits(keys)
      if ((direction === 0 || direction === 1) && fine)
        return { direction: direction === 1 ? 'next' : 'previous', keys: keys as (string | number)[] }
    }
  } catch {
    // said below, in one way for all
  }
  throw invalid([{ path: ['cursor'], code: 'bad_format', message: 'This page link is not valid any more.' }])
}

/**
 * Makes a page of rows that were read with one row more than `limit`, in reading order.
 * `keys` gives the sort keys of a row, as `decodeCursor` will return them.
 */
export function toPage<T>(
  rows: readonly T[],
  limit: number,
  cursor: Cursor | null,
  keys: (row: T) => readonly (string | number)[],
): Page<T> {
  const back = cursor?.direction === 'previous'
  const more = rows.length > limit
  const read = rows.slice(0, limit)
  const items = back ? read.reverse() : read
  const first = items[0]
  const last = items.at(-1)
  const hasPrevious = back ? more : cursor !== null
  const hasNext = back ? true : more
  return {
    items,
    previous:
      hasPrevious && first !== undefined ? encodeCursor({ direction: 'previous', keys: keys(first) }) : null,
    next: hasNext && last !== undefined ? encodeCursor({ direction: 'next', keys: keys(last) }) : null,
  }
}
