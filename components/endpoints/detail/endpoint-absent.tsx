'use client'

import type { UseQueryResult } from '@tanstack/react-query'
import { EmptyState } from '#components/feedback/empty-state.tsx'
import { ErrorState } from '#components/feedback/error-state.tsx'
import { DetailSkeleton } from '#components/feedback/page-skeletons.tsx'
import { ButtonLink } from '#components/ui/button-link.tsx'
import type { EndpointView } from '#lib/domain/endpoints/view.ts'

type EndpointAbsentProps = {
  query: Pick<UseQueryResult<EndpointView>, 'data' | 'error' | 'isFetching' | 'refetch'>
  isGone: boolean
  /** the address of the list */
  list: string
}

/** In place of an endpoint's page: it was deleted, it could not be loaded, or it is on its way. */
export function EndpointAbsent({ query, isGone, list }: EndpointAbsentProps) {
  if (isGone) {
    return (
      <EmptyState
        as="h1"
        title={query.data ? `${query.data.name} was deleted` : 'There is no such endpoint'}
        description="The audit log keeps the record of it."
        action={<ButtonLink href={list}>Go to the endpoints</ButtonLink>}
      />
    )
  }
  if (!query.error) return <DetailSkeleton />
  return (
    <ErrorState
      as="h1"
      title="The endpoint could not be loaded"
      description={query.error.message}
      retrying={query.isFetching}
      onRetry={() => void query.refetch()}
    />
  )
}
