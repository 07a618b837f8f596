'use client'

import { type RowData, useTable } from '@tanstack/react-table'
import { type ReactNode, useRef } from 'react'
import { cn } from '#components/ui/cn.ts'
import { type DataColumns, dataTableFeatures } from './columns.ts'
import { DataTableHead } from './data-table-head.tsx'
import { DataTableRow } from './data-table-row.tsx'
import { SkeletonRows } from './skeleton-rows.tsx'
import type { Sort } from './sort-header.tsx'
import { tableRoles } from './table-class.ts'
import { useRowKeys } from './use-row-keys.ts'
import { type RowSelection, useSelection } from './use-selection.ts'

type DataTableProps<Row extends RowData> = {
  /** What the table lists, for screen readers. */
  label: string
  /** Made by `dataColumns`, stable between renders. */
  columns: DataColumns<Row>
  rows: Row[]
  rowId: (row: Row) => string
  /** A row in words, for its checkbox. */
  rowLabel: (row: Row) => string
  loading?: boolean
  skeletonCount?: number
  /** Shown instead of the table when there are no rows: an `EmptyState`. */
  empty: ReactNode
  /** Shown instead of the table: an `ErrorState` with retry. */
  error?: ReactNode
  sort?: Sort | undefined
  onSortChange?: ((sort: Sort) => void) | undefined
  selection?: RowSelection | undefined
  /** A click beside links and buttons, or Enter. Let the title cell hold a real link too. */
  onOpen?: ((row: Row) => void) | undefined
  /** Dims the rows while newer ones are on their way. */
  stale?: boolean
  className?: string
}

/** A list with sort buttons, selection and row keys. Rows, order and pages come from the owner. */
export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowId, rowLabel, onOpen, sort, onSortChange } = props
  const { loading = false, stale = false, skeletonCount = 8, empty, error, className } = props
  const body = useRef<HTMLTableSectionElement>(null)
  const table = useTable({ features: dataTableFeatures, columns, data: rows, getRowId: rowId })
  const selection = useSelection(rows.map(rowId), props.selection)

  function openById(id: string) {
    const row = rows.find((candidate) => rowId(candidate) === id)
    if (row !== undefined) onOpen?.(row)
  }
  useRowKeys(body, { onOpen: onOpen && openById, onToggle: selection?.toggle })

  if (error) return <div className={className}>{error}</div>
  if (!loading && rows.length === 0) return <div className={className}>{empty}</div>

  const skeletonColumns = table.getAllLeafColumns().map(({ id, columnDef }) => ({ id, meta: columnDef.meta }))
  return (
    <div className={className}>
      {loading ? (
        <p role="status" className="sr-only">
          Loading
        </p>
      ) : null}
      <table
        {...tableRoles.table}
        aria-label={label}
        aria-busy={loading || stale || undefined}
        className="w-full border-collapse max-md:block"
      >
        <DataTableHead
          groups={table.getHeaderGroups()}
          selection={selection}
          disabled={loading}
          sort={sort}
          onSortChange={onSortChange}
        />
        <tbody
          ref={body}
          {...tableRoles.rows}
          className={cn('transition-opacity duration-150 max-md:block', stale && 'opacity-60')}
        >
          {loading ? (
            <SkeletonRows
              columns={skeletonColumns}
              selectable={selection !== undefined}
              count={skeletonCount}
            />
          ) : (
            table
              .getRowModel()
              .rows.map((row) => (
                <DataTableRow
                  key={row.id}
                  row={row}
                  label={rowLabel(row.original)}
                  selection={selection}
                  onOpen={onOpen}
                />
              ))
          )}
        </tbody>
      </table>
    </div>
  )
}
