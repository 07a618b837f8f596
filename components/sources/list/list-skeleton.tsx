import { FilterBarSkeleton, TableSkeleton } from '#components/data-table/table-skeleton.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'

const columns = [
  {
    id: 'clientId',
    header: 'Client ID',
    meta: {
      stacked: 'title',
      skeleton: 'two-lines',
      headerClassName: 'w-1/2',
      className: 'max-md:col-span-2 max-md:col-start-1 max-md:pb-6',
    },
  },
  { id: 'toolkit', header: 'Toolkit', meta: { stacked: 'hidden' } },
  {
    id: 'configured',
    header: 'Configured',
    meta: { stacked: 'end', skeleton: 'short', headerClassName: 'w-28' },
  },
  { id: 'created', header: 'Created', meta: { stacked: 'hidden' } },
] as const

/** The sources list before its rows. */
export function SourceListSkeleton() {
  return (
    <div role="status" aria-label="Loading">
      <PageHeader title="Sources" />
      <FilterBarSkeleton filters={['w-16']} />
      <TableSkeleton columns={columns} />
    </div>
  )
}
