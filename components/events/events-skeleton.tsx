import { FilterBarSkeleton, TableSkeleton } from '#components/data-table/table-skeleton.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'

const columns = [
  {
    id: 'name',
    header: 'Name',
    meta: {
      stacked: 'title',
      skeleton: 'two-lines',
      headerClassName: 'w-1/2',
      className: 'max-md:col-span-3 max-md:col-start-1 max-md:pb-6',
    },
  },
  { id: 'group', header: 'Group', meta: { stacked: 'hidden' } },
  { id: 'schema', header: 'Schema', meta: { stacked: 'hidden', skeleton: 'short' } },
  {
    id: 'subscribers',
    header: 'Subscribers',
    meta: { stacked: 'hidden', skeleton: 'short', headerClassName: 'w-24' },
  },
] as const

/** The events page before its catalogue. */
export function EventsSkeleton() {
  return (
    <div role="status" aria-label="Loading">
      <PageHeader title="Events" />
      <div aria-hidden="true" className="mt-4 flex h-[33px] items-center gap-4 border-line border-b">
        <Skeleton className="w-14" />
        <Skeleton className="w-15" />
        <Skeleton className="w-24" />
        <Skeleton className="w-10" />
        <Skeleton className="w-12" />
      </div>
      <div aria-hidden="true" className="mt-4 py-1">
        <Skeleton className="w-72 max-w-full" />
      </div>
      <FilterBarSkeleton filters={['w-[53px]']} />
      <TableSkeleton columns={columns} />
    </div>
  )
}
