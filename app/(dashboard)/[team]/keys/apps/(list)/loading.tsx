import { Page } from '#components/layout/page.tsx'
import { AppListSkeleton } from '#components/oauth-apps/app-list-skeleton.tsx'

export default function OauthAppsLoading() {
  return (
    <Page width="wide" breadcrumb={[{ label: 'OAuth apps' }]}>
      <AppListSkeleton />
    </Page>
  )
}
