import { DeliveryListSkeleton } from '#components/deliveries/list/list-skeleton.tsx'
import { Page } from '#components/layout/page.tsx'

export default function DeliveriesLoading() {
  return (
    <Page width="wide" breadcrumb={[{ label: 'Deliveries' }]}>
      <DeliveryListSkeleton />
    </Page>
  )
}
