import { DetailSkeleton } from '#components/feedback/page-skeletons.tsx'
import { Page } from '#components/layout/page.tsx'

export default function LoadingOauthApp() {
  return (
    <Page breadcrumb={[{ label: 'OAuth apps' }]}>
      <DetailSkeleton fields={6} />
    </Page>
  )
}
