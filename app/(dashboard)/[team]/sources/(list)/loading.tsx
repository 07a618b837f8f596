import { Page } from '#components/layout/page.tsx'
import { SourceListSkeleton } from '#components/sources/list/list-skeleton.tsx'

export default function SourcesLoading() {
  return (
    <Page width="wide" breadcrumb={[{ label: 'Sources' }]}>
      <SourceListSkeleton />
    </Page>
  )
}
