import { FilterBarSkeleton, TableSkeleton } from '#components/data-table/table-skeleton.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'

const columns = [
  {
    id: 'event',
    header: 'Event',
    meta: {
      stacked: 'title',
      headerClassName: 'w-[26%] max-lg:w-2/5',
      className: 'max-md:col-span-2 max-md:col-start-1 max-md:pb-10',
    },
  },
  { id: 'state', header: 'State', meta: { stacked: 'end', skeleton: 'short', headerClassName: 'w-28' } },
  {
    id: 'endpoint',
    header: 'Endpoint',
    meta: { stacked: 'hidden', headerClassName: 'w-[22%] max-lg:w-[30%]' },
  },
  {
    id: 'answer',
    header: 'Last answer',
    meta: { stacked: 'hidden', className: 'max-lg:hidden', headerClassName: 'max-lg:hidden' },
  },
  {
    id: 'attempts',
    header: 'Attempts',
    meta: {
      stacked: 'hidden',
      skeleton: 'short',
      className: 'max-lg:hidden',
      headerClassName: 'w-20 max-lg:hidden',
    },
  },
  {
    id: 'created',
    header: 'Created',
    meta: { stacked: 'hidden', skeleton: 'short', headerClassName: 'w-28' },
  },
  {
    id: 'next',
    header: 'Next attempt',
    meta: {
      stacked: 'hidden',
      skeleton: 'short',
      className: 'max-lg:hidden',
      headerClassName: 'w-28 max-lg:hidden',
    },
  },
] as const

/** The list of deliveries before its rows. */
export function DeliveryListSkeleton() {
  return (
    <div role="status" aria-label="Loading">
      <PageHeader title="Deliveries" />
      <FilterBarSkeleton filters={['w-14', 'w-20', 'w-15', 'w-18', 'w-16']} />
      <TableSkeleton columns={columns} />
    </div>
  )
}
