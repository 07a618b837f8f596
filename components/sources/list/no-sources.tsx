'use client'

import { EmptyState } from '#components/feedback/empty-state.tsx'
import { Button } from '#components/ui/button.tsx'
import { roleNeeded } from '#lib/domain/authz/role-needed.ts'
import { ToolkitGallery } from '../create/toolkit-gallery.tsx'
import { NotReceiving } from '../not-receiving.tsx'

type NoSourcesProps = {
  team: string
  mayCreate: boolean
  /** nothing matches, nothing is left on this page, or nothing is there at all */
  because: 'filters' | 'page' | 'none'
  onReset: () => void
}

const what = 'A source is a URL for the events of a provider’s app.'

/** Why the list is empty, and the one next step. */
export function NoSources({ team, mayCreate, because, onReset }: NoSourcesProps) {
  if (because === 'filters')
    return (
      <EmptyState
        title="No source matches"
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
    <>
      <EmptyState
        title="No sources yet"
        description={
          mayCreate
            ? `${what} Choose where the events come from.`
            : `${what} ${roleNeeded('Adding one', 'source:create')}`
        }
        className="pb-8"
      />
      <NotReceiving className="mx-auto mb-4 max-w-[760px]" />
      {mayCreate ? <ToolkitGallery team={team} className="mx-auto max-w-[760px]" /> : null}
    </>
  )
}
