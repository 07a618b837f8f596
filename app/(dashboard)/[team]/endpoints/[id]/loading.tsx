import { DetailSkeleton } from '#components/feedback/page-skeletons.tsx'
import { Page } from '#components/layout/page.tsx'

export default function LoadingEndpoint() {
  return (
    <Page breadcrumb={[{ label: 'Endpoints' }]}>
      <DetailSkeleton fields={8} />
    </Page>
  )
}
