import { EmptyState } from '#components/feedback/empty-state.tsx'
import { Button } from '#components/ui/button.tsx'

/** Why no member is shown: nothing matches, or nobody is left on this page. A team itself is never empty. */
export function NoMembers({ because, onReset }: { because: 'search' | 'page'; onReset: () => void }) {
  if (because === 'page')
    return (
      <EmptyState
        title="Nobody on this page any more"
        action={<Button onClick={onReset}>Go to the first page</Button>}
      />
    )
  return (
    <EmptyState
      title="No member matches"
      description="Try another name or address, or look at all of them."
      action={<Button onClick={onReset}>Clear search</Button>}
    />
  )
}
