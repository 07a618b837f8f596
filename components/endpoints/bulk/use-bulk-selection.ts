'use client'

import { useState } from 'react'
import type { RowSelection } from '#components/data-table/use-selection.ts'

export interface BulkSelection {
  /** for the table: what is selected of its rows, and of other pages' */
  readonly rows: RowSelection
  /** all that match, also on other pages, those that come meanwhile too */
  readonly isAll: boolean
  readonly isEmpty: boolean
  readonly selectAll: () => void
  readonly clear: () => void
}

const nothing: ReadonlySet<string> = new Set()

/**
 * Which endpoints are selected, from page to page. Another filter begins anew: nobody changes what they no longer see
 * the reason for.
 */
export function useBulkSelection(filterKey: string, pageIds: readonly string[]): BulkSelection {
  const [state, setState] = useState({ filterKey, ids: nothing, isAll: false })
  const isCurrent = state.filterKey === filterKey
  const ids = isCurrent ? state.ids : nothing
  const isAll = isCurrent && state.isAll
  return {
    rows: {
      ids: isAll ? new Set(pageIds) : ids,
      onChange: (next) => setState({ filterKey, ids: next, isAll: false }),
    },
    isAll,
    isEmpty: !isAll && ids.size === 0,
    selectAll: () => setState({ filterKey, ids: nothing, isAll: true }),
    clear: () => setState({ filterKey, ids: nothing, isAll: false }),
  }
}
