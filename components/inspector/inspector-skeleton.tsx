import { TableSkeleton } from '#components/data-table/table-skeleton.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'

const columns = [
  { id: 'request', header: 'Request', meta: { stacked: 'title', headerClassName: 'w-[30%]' } },
  {
    id: 'verdict',
    header: 'Signature',
    meta: { stacked: 'end', skeleton: 'short', headerClassName: 'w-44' },
  },
  { id: 'endpoint', header: 'Checked against', meta: { stacked: 'hidden' } },
  { id: 'body', header: 'Body', meta: { stacked: 'hidden', skeleton: 'short', headerClassName: 'w-24' } },
  { id: 'answer', header: 'Answer', meta: { stacked: 'hidden', skeleton: 'short', headerClassName: 'w-20' } },
  {
    id: 'received',
    header: 'Received',
    meta: { stacked: 'hidden', skeleton: 'short', headerClassName: 'w-28' },
  },
] as const

/** The inspector before its inbox. */
export function InspectorSkeleton() {
  return (
    <div role="status" aria-label="Loading">
      <PageHeader
        title="Inspector"
        description="A receiver of Patchbay’s own: point an endpoint at it, and see what arrives."
      />
      <div className="mt-4 flex flex-col gap-7 py-4">
        <Skeleton className="w-96 max-w-full" />
        <Skeleton className="h-8 w-96 max-w-full rounded" />
      </div>
      <TableSkeleton columns={columns} count={4} />
    </div>
  )
}
