import { InspectorSkeleton } from '#components/inspector/inspector-skeleton.tsx'
import { Page } from '#components/layout/page.tsx'

export default function InspectorLoading() {
  return (
    <Page width="wide" breadcrumb={[{ label: 'Inspector' }]}>
      <InspectorSkeleton />
    </Page>
  )
}
