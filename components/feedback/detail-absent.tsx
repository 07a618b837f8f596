'use client'

import { ButtonLink } from '#components/ui/button-link.tsx'
import { EmptyState } from './empty-state.tsx'
import { DetailSkeleton } from './page-skeletons.tsx'
import { QueryError, type Reread } from './query-faults.tsx'

type DetailAbsentProps = {
  query: Reread
  isGone: boolean
  /** what it is: "endpoint" */
  what: string
  /** how what was deleted is called; undefined where it was never there */
  name: string | undefined
  /** the address of the list */
  list: string
}

/** In place of the page of one thing: it was deleted, it could not be loaded, or it is on its way. */
export function DetailAbsent({ query, isGone, what, name, list }: DetailAbsentProps) {
  if (isGone)
    return (
      <EmptyState
        as="h1"
        title={name === undefined ? `There is no such ${what}` : `${name} was deleted`}
        description="The audit log keeps the record of it."
        action={<ButtonLink href={list}>Go to the {what}s</ButtonLink>}
      />
    )
  if (!query.error) return <DetailSkeleton />
  return <QueryError query={query} as="h1" title={`The ${what} could not be loaded`} />
}
