import { EndpointListSkeleton } from '#components/endpoints/list/list-skeleton.tsx'
import { Page } from '#components/layout/page.tsx'

export default function EndpointsLoading() {
  return (
    <Page width="wide" breadcrumb={[{ label: 'Endpoints' }]}>
      <EndpointListSkeleton />
    </Page>
  )
}
