import { Page } from '#components/layout/page.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'

const rows = ['a', 'b', 'c', 'd', 'e']

export default function NewEndpointLoading() {
  return (
    <Page breadcrumb={[{ label: 'Endpoints' }, { label: 'New endpoint' }]}>
      <PageHeader title="New endpoint" />
      <div
        role="status"
        aria-label="Loading"
        className="mt-4 grid max-w-[760px] gap-x-4 gap-y-1 py-3.5 sm:grid-cols-[150px_minmax(0,1fr)]"
      >
        <Skeleton className="w-16" />
        <div>
          {rows.map((row) => (
            <div key={row} className="mb-2.5 pt-1">
              <Skeleton className="w-28" />
              <Skeleton className="mt-2 w-80 max-w-full" />
            </div>
          ))}
        </div>
      </div>
    </Page>
  )
}
