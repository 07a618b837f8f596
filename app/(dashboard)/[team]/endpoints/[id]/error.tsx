'use client'

import { ErrorState } from '#components/feedback/error-state.tsx'
import { Page } from '#components/layout/page.tsx'

const digestOf = (error: unknown) =>
  error instanceof Error && 'digest' in error && typeof error.digest === 'string' ? error.digest : undefined

export default function EndpointError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <Page breadcrumb={[{ label: 'Endpoints' }]}>
      <ErrorState
        as="h1"
        title="The endpoint could not be loaded"
        reference={digestOf(error)}
        onRetry={retry}
      />
    </Page>
  )
}
