'use client'

import { ErrorState } from '#components/feedback/error-state.tsx'
import { Page } from '#components/layout/page.tsx'

type Props = { error: Error & { digest?: string }; retry: () => void }

export default function AuditError({ error, retry }: Props) {
  return (
    <Page breadcrumb={[{ label: 'Audit log' }]}>
      <ErrorState
        as="h1"
        title="The audit log could not be loaded"
        reference={error.digest}
        onRetry={retry}
      />
    </Page>
  )
}
