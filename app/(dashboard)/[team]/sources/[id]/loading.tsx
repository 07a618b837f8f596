import { DetailSkeleton } from '#components/feedback/page-skeletons.tsx'
import { Page } from '#components/layout/page.tsx'

export default function LoadingSource() {
  return (
    <Page breadcrumb={[{ label: 'Sources' }]}>
      <DetailSkeleton fields={5} />
    </Page>
  )
}
