import { NotFoundView } from '#components/feedback/not-found-view.tsx'
import { Page } from '#components/layout/page.tsx'

export default function EndpointNotFound() {
  return (
    <Page breadcrumb={[{ label: 'Endpoints' }]}>
      <NotFoundView
        title="There is no such endpoint"
        description="It may have been deleted, or the address may be incomplete."
      />
    </Page>
  )
}
