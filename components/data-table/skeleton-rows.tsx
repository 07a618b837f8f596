import { cn } from '#components/ui/cn.ts'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { DataColumnMeta } from './columns.ts'
import { cellClass, rowClass, selectCellClass, tableRoles } from './table-class.ts'

function SkeletonCell({ shape = 'line' }: { shape?: DataColumnMeta['skeleton'] }) {
  if (shape === 'none') return null
  if (shape === 'switch') return <Skeleton className="h-4.5 w-7.5 rounded-full" />
  if (shape === 'short') return <Skeleton className="my-1 w-10" />
  if (shape === 'line') return <Skeleton className="my-1 w-24 max-w-full" />
  return (
    <>
      <Skeleton className="my-1 w-32 max-w-full" />
      <Skeleton className="mt-2 mb-[3px] w-56 max-w-full" />
    </>
  )
}

/** Rows in the shape of those to come, so that nothing moves when they arrive. */
export function SkeletonRows({
  columns,
  selectable,
  count,
}: {
  columns: { id: string; meta: DataColumnMeta | undefined }[]
  selectable: boolean
  count: number
}) {
  return Array.from({ length: count }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
    <tr key={row} {...tableRoles.row} className={rowClass}>
      {selectable ? (
        <td {...tableRoles.cell} className={selectCellClass}>
          <Skeleton className="size-[15px]" />
        </td>
      ) : null}
      {columns.map(({ id, meta }) => (
        <td key={id} {...tableRoles.cell} className={cn(cellClass(meta))}>
          <SkeletonCell shape={meta?.skeleton} />
        </td>
      ))}
    </tr>
  ))
}
