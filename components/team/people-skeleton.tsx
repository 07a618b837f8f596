import { FilterBarSkeleton, TableSkeleton } from '#components/data-table/table-skeleton.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'

const columns = [
  { id: 'name', header: 'Name', meta: { stacked: 'title', skeleton: 'two-lines' } },
  { id: 'role', header: 'Role', meta: { skeleton: 'short', headerClassName: 'w-48' } },
  { id: 'joined', header: 'Joined', meta: { skeleton: 'short', headerClassName: 'w-32' } },
  { id: 'actions', header: '', meta: { stacked: 'hidden', skeleton: 'none', headerClassName: 'w-24' } },
] as const

/** The members before their data. */
export function PeopleSkeleton() {
  return (
    <div role="status" aria-label="Loading">
      <PageHeader title="Team" />
      <FilterBarSkeleton filters={[]} />
      <TableSkeleton columns={columns} count={5} />
    </div>
  )
}
