'use client'

import { useSelectedLayoutSegment } from 'next/navigation'
import { ErrorState } from '#components/feedback/error-state.tsx'
import { Page } from '#components/layout/page.tsx'

const sections: Readonly<Record<string, string>> = {
  endpoints: 'Endpoints',
  events: 'Events',
  team: 'Team',
  audit: 'Audit log',
  settings: 'Settings',
}

const digestOf = (error: unknown) =>
  error instanceof Error && 'digest' in error && typeof error.digest === 'string' ? error.digest : undefined

/** One for all pages of a team: an error file of each section would be loaded with every page that links to it. */
export default function TeamPageError({ error, retry }: { error: unknown; retry: () => void }) {
  const section = sections[useSelectedLayoutSegment() ?? '']
  return (
    <Page breadcrumb={[{ label: section ?? 'Team' }]}>
      <ErrorState
        as="h1"
        title={section ? `The ${section.toLowerCase()} could not be loaded` : 'This page could not be loaded'}
        reference={digestOf(error)}
        onRetry={retry}
      />
    </Page>
  )
}
