'use client'

import { EmptyState } from '#components/feedback/empty-state.tsx'
import { Button } from '#components/ui/button.tsx'
import { ButtonLink } from '#components/ui/button-link.tsx'

type NoDeliveriesProps = {
  team: string
  /** nothing matches, nothing is left on this page, or nothing was ever sent */
  because: 'filters' | 'page' | 'none'
  onReset: () => void
}

/** Why the list is empty, and the one next step. */
export function NoDeliveries({ team, because, onReset }: NoDeliveriesProps) {
  if (because === 'filters')
    return (
      <EmptyState
        title="No delivery matches"
        description="Try other filters, or look at all of them."
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
      title="No deliveries yet"
      description="Every event that is sent to an endpoint shows up here. Open an endpoint to send it a test."
      action={<ButtonLink href={`/${team}/endpoints`}>Go to the endpoints</ButtonLink>}
    />
  )
}
