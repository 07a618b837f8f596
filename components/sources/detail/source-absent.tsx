'use client'

import type { UseQueryResult } from '@tanstack/react-query'
import { EmptyState } from '#components/feedback/empty-state.tsx'
import { ErrorState } from '#components/feedback/error-state.tsx'
import { DetailSkeleton } from '#components/feedback/page-skeletons.tsx'
import { ButtonLink } from '#components/ui/button-link.tsx'
import type { SourceView } from '#lib/domain/sources/view.ts'

type SourceAbsentProps = {
  query: Pick<UseQueryResult<SourceView>, 'data' | 'error' | 'isFetching' | 'refetch'>
  isGone: boolean
  /** the address of the list */
  list: string
}

/** In place of a source's page: it was deleted, it could not be loaded, or it is on its way. */
export function SourceAbsent({ query, isGone, list }: SourceAbsentProps) {
  if (isGone) {
    return (
      <EmptyState
        as="h1"
        title={query.data ? `The source of ${query.data.clientId} was deleted` : 'There is no such source'}
        description="The audit log keeps the record of it."
        action={<ButtonLink href={list}>Go to the sources</ButtonLink>}
      />
    )
  }
  if (!query.error) return <DetailSkeleton />
  return (
    <ErrorState
      as="h1"
      title="The source could not be loaded"
      description={query.error.message}
      retrying={query.isFetching}
      onRetry={() => void query.refetch()}
    />
  )
}
