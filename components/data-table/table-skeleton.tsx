import { cn } from '#components/ui/cn.ts'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { DataColumnMeta } from './columns.ts'
import { SkeletonRows } from './skeleton-rows.tsx'

type SkeletonColumn = {
  readonly id: string
  readonly header: string
  readonly meta: DataColumnMeta
}

/**
 * A `DataTable` before there is one, for loading pages. It needs no code in the browser: loading pages come along with
 * every link that leads to them. Say "Loading" around it.
 */
export function TableSkeleton({
  columns,
  count = 8,
}: {
  columns: readonly SkeletonColumn[]
  count?: number
}) {
  return (
    <table aria-hidden="true" className="mt-4 w-full border-collapse max-md:block">
      <thead className="max-md:hidden">
        <tr>
          {columns.map(({ id, header, meta }) => (
            <th
              key={id}
              className={cn(
                'h-9 border-line border-b py-1.5 pr-3 text-left font-medium text-faint text-sm',
                meta.headerClassName,
              )}
            >
              {header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-md:block">
        <SkeletonRows
          columns={columns.map(({ id, meta }) => ({ id, meta }))}
          selectable={false}
          count={count}
        />
      </tbody>
    </table>
  )
}

/** A `FilterBar` before there is one; `filters` are the widths of its buttons, as classes. */
export function FilterBarSkeleton({ filters }: { filters: readonly string[] }) {
  return (
    <div aria-hidden="true" className="mt-4 flex flex-wrap gap-2">
      <Skeleton className="h-8 min-w-44 flex-1 rounded max-sm:basis-full" />
      {filters.map((width) => (
        <Skeleton key={width} className={cn('h-8 rounded', width)} />
      ))}
    </div>
  )
}
