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
      headerClassName: 'w-1/3',
      className: 'max-md:col-span-2 max-md:col-start-1 max-md:pb-6',
    },
  },
  { id: 'kind', header: 'Kind', meta: { stacked: 'hidden' } },
  { id: 'endpoints', header: 'Endpoints', meta: { stacked: 'hidden', skeleton: 'short' } },
  { id: 'lastUsed', header: 'Last used', meta: { stacked: 'line', skeleton: 'short' } },
  { id: 'state', header: 'State', meta: { stacked: 'end', skeleton: 'short', headerClassName: 'w-24' } },
] as const

/** The apps before their data. */
export function AppListSkeleton() {
  return (
    <div role="status" aria-label="Loading">
      <PageHeader title="OAuth apps" />
      <div aria-hidden="true" className="mt-4 flex h-[33px] items-center gap-4 border-line border-b">
        <Skeleton className="w-14" />
        <Skeleton className="w-18" />
      </div>
      <FilterBarSkeleton filters={['w-[53px]']} />
      <TableSkeleton columns={columns} count={5} />
    </div>
  )
}
