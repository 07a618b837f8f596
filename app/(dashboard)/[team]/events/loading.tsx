import { EventsSkeleton } from '#components/events/events-skeleton.tsx'
import { Page } from '#components/layout/page.tsx'

export default function EventsLoading() {
  return (
    <Page width="wide" breadcrumb={[{ label: 'Events' }]}>
      <EventsSkeleton />
    </Page>
  )
}
