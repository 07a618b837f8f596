import { FilterBarSkeleton, TableSkeleton } from '#components/data-table/table-skeleton.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'

const columns = [
  {
    id: 'name',
    header: 'Name',
    meta: {
      stacked: 'title',
      skeleton: 'two-lines',
      headerClassName: 'w-2/5',
      className: 'max-md:pb-6',
    },
  },
  {
    id: 'dialect',
    header: 'Dialect',
    meta: { stacked: 'hidden', headerClassName: 'max-lg:hidden', className: 'max-lg:hidden' },
  },
  {
    id: 'events',
    header: 'Events',
    meta: {
      stacked: 'hidden',
      skeleton: 'short',
      headerClassName: 'max-lg:hidden',
      className: 'max-lg:hidden',
    },
  },
  { id: 'success', header: 'Success, 24 h', meta: { stacked: 'hidden', headerClassName: 'w-28' } },
  { id: 'last', header: 'Last delivery', meta: { stacked: 'hidden', headerClassName: 'w-42' } },
  {
    id: 'updated',
    header: 'Updated',
    meta: { stacked: 'hidden', headerClassName: 'w-24 max-xl:hidden', className: 'max-xl:hidden' },
  },
  { id: 'active', header: 'Active', meta: { stacked: 'end', skeleton: 'switch', headerClassName: 'w-16' } },
] as const

/** The endpoints list before its rows. */
export function EndpointListSkeleton() {
  return (
    <div role="status" aria-label="Loading">
      <PageHeader title="Endpoints" />
      <FilterBarSkeleton filters={['w-[53px]', 'w-16', 'w-[55px]', 'w-24']} />
      <TableSkeleton columns={columns} />
    </div>
  )
}
