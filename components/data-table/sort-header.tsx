import ArrowIcon from 'lucide-react/icons/arrow-down'
import type { ReactNode } from 'react'
import { cn } from '#components/ui/cn.ts'

export type SortDirection = 'asc' | 'desc'
export type Sort = { key: string; direction: SortDirection }

/** The order after a press on a column: this column first, then turned round with each press. */
export function nextSort(current: Sort | undefined, key: string): Sort {
  if (current?.key !== key) return { key, direction: 'asc' }
  return { key, direction: current.direction === 'asc' ? 'desc' : 'asc' }
}

/** The value of `aria-sort` for a column. */
export function ariaSort(
  sort: Sort | undefined,
  key: string | undefined,
): 'ascending' | 'descending' | undefined {
  if (!sort || sort.key !== key) return undefined
  return sort.direction === 'asc' ? 'ascending' : 'descending'
}

/** A column's name that sorts by it. */
export function SortHeader({
  children,
  direction,
  onSort,
}: {
  children: ReactNode
  direction: SortDirection | undefined
  onSort: () => void
}) {
  return (
    <button
      type="button"
      onClick={onSort}
      className="group -mx-1 inline-flex h-6 items-center gap-1 rounded-sm px-1 font-medium hover:text-text"
    >
      {children}
      <ArrowIcon
        aria-hidden="true"
        className={cn(
          'size-3 transition-transform duration-100',
          direction === 'asc' && 'rotate-180',
          direction ? 'text-text' : 'opacity-0 group-hover:opacity-60 group-focus-visible:opacity-60',
        )}
      />
    </button>
  )
}
