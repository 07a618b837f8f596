import type { ReactNode } from 'react'
import { EmptyState } from '#components/feedback/empty-state.tsx'
import { Button } from '#components/ui/button.tsx'

type NoKeysProps = {
  /** nothing matches, or nothing is there at all */
  because: 'filters' | 'none'
  action: ReactNode
  onReset: () => void
}

/** Why the list is empty, and the one next step. */
export function NoKeys({ because, action, onReset }: NoKeysProps) {
  if (because === 'filters')
    return (
      <EmptyState
        title="No key matches"
        description="Try another search, or look at all of them."
        action={<Button onClick={onReset}>Clear filters</Button>}
      />
    )
  return (
    <EmptyState
      title="No API keys yet"
      description="A key lets a program use Patchbay’s APIs, in your name or in the team’s."
      action={action}
    />
  )
}
