import { Page } from '#components/layout/page.tsx'
import { PeopleSkeleton } from '#components/team/people-skeleton.tsx'

export default function TeamLoading() {
  return (
    <Page width="wide" breadcrumb={[{ label: 'Team' }]}>
      <PeopleSkeleton />
    </Page>
  )
}
