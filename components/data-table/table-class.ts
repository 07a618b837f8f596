import { cn } from '#components/ui/cn.ts'
import type { DataColumnMeta } from './columns.ts'

/** The roles that table elements have anyway, said again: browsers forget them with another `display`. */
export const tableRoles = {
  table: { role: 'table' },
  rows: { role: 'rowgroup' },
  row: { role: 'row' },
  head: { role: 'columnheader' },
  cell: { role: 'cell' },
} as const

/**
 * Under 768 px a row is a small grid: checkbox, title and end, then one line per column. Cells bring the room between
 * them along, so that there is none where there is no checkbox.
 */
export const rowClass = [
  'scroll-my-14 border-line border-b outline-none transition-colors duration-100',
  'max-md:grid max-md:grid-cols-[auto_minmax(0,1fr)_auto] max-md:items-start max-md:gap-y-1 max-md:-mx-2 max-md:px-2 max-md:py-3',
  'focus-visible:bg-sunken focus-visible:shadow-[inset_2px_0_0_var(--accent)]',
].join(' ')

const stackedClass: Record<NonNullable<DataColumnMeta['stacked']>, string> = {
  title: 'max-md:order-1 max-md:col-start-2 max-md:pb-0.5',
  end: 'max-md:order-2 max-md:col-start-3 max-md:pl-3',
  line: 'max-md:order-3 max-md:col-span-2 max-md:col-start-2 max-md:flex max-md:min-h-5 max-md:items-center max-md:justify-between max-md:gap-3',
  hidden: 'max-md:hidden',
}

/** The classes of a body cell. */
export function cellClass(meta: DataColumnMeta | undefined): string {
  return cn(
    'min-w-0 py-2.5 pr-3 align-middle max-md:p-0',
    meta?.align === 'end' && 'text-right',
    stackedClass[meta?.stacked ?? 'line'],
    meta?.className,
  )
}

export const selectCellClass =
  'w-[34px] py-2.5 pr-3 pl-2 align-middle max-md:order-0 max-md:w-auto max-md:p-0 max-md:pt-0.5 max-md:pr-3'
