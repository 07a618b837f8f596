'use client'

import { ErrorState } from '#components/feedback/error-state.tsx'
import { Page } from '#components/layout/page.tsx'

type Props = { error: Error & { digest?: string }; retry: () => void }

export default function EndpointsError({ error, retry }: Props) {
  return (
    <Page breadcrumb={[{ label: 'Endpoints' }]}>
      <ErrorState
        as="h1"
        title="The endpoints could not be loaded"
        reference={error.digest}
        onRetry={retry}
      />
    </Page>
  )
}
