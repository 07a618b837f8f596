import { EndpointListSkeleton } from '#components/endpoints/list/list-skeleton.tsx'
import { Page } from '#components/layout/page.tsx'

export default function EndpointsLoading() {
  return (
    <Page breadcrumb={[{ label: 'Endpoints' }]}>
      <EndpointListSkeleton />
    </Page>
  )
}
