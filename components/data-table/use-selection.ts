'use client'

import { useRef } from 'react'

/** Which rows are selected, also on other pages. The owner keeps it. */
export type RowSelection = {
  ids: ReadonlySet<string>
  onChange: (ids: ReadonlySet<string>) => void
}

/** A new set with `chosen` added or taken away. */
export function withIds(
  ids: ReadonlySet<string>,
  chosen: readonly string[],
  on: boolean,
): ReadonlySet<string> {
  const next = new Set(ids)
  for (const id of chosen) {
    if (on) next.add(id)
    else next.delete(id)
  }
  return next
}

/** The ids from one row to another in the order of the list; `to` alone when `from` is not in it. */
export function idsBetween(all: readonly string[], from: string | undefined, to: string): readonly string[] {
  const start = from === undefined ? -1 : all.indexOf(from)
  const end = all.indexOf(to)
  return start < 0 ? [to] : all.slice(Math.min(start, end), Math.max(start, end) + 1)
}

/** Selecting on one page: one row, a range with Shift from the last one, all of the page. */
export function useSelection(pageIds: readonly string[], selection: RowSelection | undefined) {
  const anchor = useRef<string>(undefined)
  if (!selection) return undefined
  const { ids, onChange } = selection
  const countHere = pageIds.filter((id) => ids.has(id)).length
  return {
    has: (id: string) => ids.has(id),
    all: countHere > 0 && countHere === pageIds.length,
    some: countHere > 0 && countHere < pageIds.length,
    toggle: (id: string, through = false) => {
      const range = through ? idsBetween(pageIds, anchor.current, id) : [id]
      anchor.current = id
      onChange(withIds(ids, range, !ids.has(id)))
    },
    toggleAll: (on: boolean) => onChange(withIds(ids, pageIds, on)),
  }
}

export type PageSelection = NonNullable<ReturnType<typeof useSelection>>
