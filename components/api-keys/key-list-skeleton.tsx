import { FilterBarSkeleton, TableSkeleton } from '#components/data-table/table-skeleton.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'

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
  { id: 'lastUsed', header: 'Last used', meta: { stacked: 'line', skeleton: 'short' } },
  { id: 'expires', header: 'Expires', meta: { stacked: 'line', skeleton: 'short' } },
  { id: 'state', header: 'State', meta: { stacked: 'end', skeleton: 'short' } },
] as const

/** The keys before their data. */
export function KeyListSkeleton() {
  return (
    <div role="status" aria-label="Loading">
      <PageHeader title="API keys" />
      <FilterBarSkeleton filters={['w-[50px]', 'w-[53px]']} />
      <TableSkeleton columns={columns} count={5} />
    </div>
  )
}
