import { Page } from '#components/layout/page.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'

const cards = ['a', 'b', 'c', 'd', 'e']

export default function NewSourceLoading() {
  return (
    <Page breadcrumb={[{ label: 'Sources' }, { label: 'New source' }]}>
      <PageHeader title="New source" />
      <div role="status" aria-label="Loading" className="mt-5 grid max-w-[760px] gap-3 sm:grid-cols-2">
        {cards.map((card) => (
          <Skeleton key={card} className="h-16 rounded-lg" />
        ))}
      </div>
    </Page>
  )
}
