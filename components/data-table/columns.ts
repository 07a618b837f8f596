import {
  type ColumnDef,
  createColumnHelper,
  metaHelper,
  type RowData,
  tableFeatures,
} from '@tanstack/react-table'

export type DataColumnMeta = {
  /** Key for `sort`; a column that has one gets a sort button in its head. */
  sortKey?: string
  /** Where the cell goes when rows are stacked, under 768 px. Default: a line of its own with the column's name. */
  stacked?: 'title' | 'end' | 'line' | 'hidden'
  /** Its shape while loading. Default: one bar. */
  skeleton?: 'two-lines' | 'line' | 'short' | 'switch' | 'none'
  align?: 'start' | 'end'
  /** A name for screen readers when the head shows none. */
  srHeader?: string
  className?: string
  headerClassName?: string
}

/** Everything but rows and cells (order, filters, pages, selection) is the owner's: it lives in the URL and on the server. */
export const dataTableFeatures = tableFeatures({ columnMeta: metaHelper<DataColumnMeta>() })

export type DataTableFeatures = typeof dataTableFeatures

// biome-ignore lint/suspicious/noExplicitAny: TanStack's own type for columns of mixed values
export type DataColumns<Row extends RowData> = ColumnDef<DataTableFeatures, Row, any>[]

/** TanStack's column helper for `DataTable`: `columns([accessor('name', {…}), display({ id, header, cell })])`. Keep the result stable. */
export function dataColumns<Row extends RowData>() {
  return createColumnHelper<DataTableFeatures, Row>()
}
