'use client'

import { EmptyState } from '#components/feedback/empty-state.tsx'
import { Button } from '#components/ui/button.tsx'
import { leastRole } from '#lib/domain/authz/permissions.ts'
import { NewEndpointLink } from './new-endpoint-link.tsx'

type NoEndpointsProps = {
  team: string
  mayCreate: boolean
  /** nothing matches, nothing is left on this page, or nothing is there at all */
  because: 'filters' | 'page' | 'none'
  onReset: () => void
}

/** Why the list is empty, and the one next step. */
export function NoEndpoints({ team, mayCreate, because, onReset }: NoEndpointsProps) {
  if (because === 'filters')
    return (
      <EmptyState
        title="No endpoint matches"
        description="Try another search, or look at all of them."
        action={<Button onClick={onReset}>Clear filters</Button>}
      />
    )
  if (because === 'page')
    return (
      <EmptyState
        title="Nothing on this page any more"
        action={<Button onClick={onReset}>Go to the first page</Button>}
      />
    )
  return (
    <EmptyState
      title="No endpoints yet"
      description={
        mayCreate
          ? 'An endpoint is a URL that your events are sent to. Add the first one.'
          : `An endpoint is a URL that your events are sent to. Adding one needs the role ${leastRole('endpoint:create')} or above.`
      }
      action={mayCreate ? <NewEndpointLink team={team} /> : null}
    />
  )
}
