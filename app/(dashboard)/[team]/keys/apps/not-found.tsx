import { NotFoundView } from '#components/feedback/not-found-view.tsx'
import { Page } from '#components/layout/page.tsx'

export default function OauthAppNotFound() {
  return (
    <Page breadcrumb={[{ label: 'OAuth apps' }]}>
      <NotFoundView title="There is no such app" description="The address may be incomplete." />
    </Page>
  )
}
