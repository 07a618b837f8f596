'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { Link } from '#components/ui/link.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { CatalogueEvent, DialectProfile } from '#lib/domain/endpoints/profile.ts'
import { eventCatalogueOptions } from '#lib/queries/catalogue.ts'
import { groupEvents } from '../fields/event-selection.ts'
import { EventsChoice } from '../fields/events-choice.tsx'

const none: readonly CatalogueEvent[] = []

type EventsInputProps = {
  team: string
  profile: DialectProfile
  chosen: readonly string[]
  onChange: (events: string[]) => void
  /** where the focus goes when nothing is chosen */
  focusRef: (element: { focus: () => void } | null) => void
}

/** What the new endpoint subscribes to: by name, or all where the dialect has that. */
export function EventsInput(props: EventsInputProps) {
  const { team, profile, chosen, onChange, focusRef } = props
  const { catalogue } = profile
  const own = useQuery({
    ...eventCatalogueOptions(team, profile.dialect),
    enabled: catalogue.kind === 'team',
  })
  const events = catalogue.kind === 'fixed' ? catalogue.events : (own.data ?? none)
  const groups = useMemo(() => groupEvents(events, []), [events])
  const isLoading = catalogue.kind === 'team' && own.isPending

  return (
    <div
      ref={(element) => {
        const first = () =>
          element?.querySelector<HTMLElement>(
            'input:checked[type=radio], input, [data-stop][tabindex="0"], a',
          )
        focusRef(element && { focus: () => first()?.focus() })
      }}
    >
      <EventsChoice
        wildcard={profile.fields.events.wildcard}
        groups={groups}
        chosen={chosen}
        onChange={onChange}
        instead={
          isLoading ? (
            <Skeleton className="mt-2 h-24 rounded-lg" />
          ) : events.length === 0 ? (
            <NoEvents team={team} failed={own.isError} />
          ) : undefined
        }
      />
    </div>
  )
}

function NoEvents({ team, failed }: { team: string; failed: boolean }) {
  return (
    <p className="text-muted">
      {failed
        ? 'Your event types could not be loaded. '
        : 'Your catalogue has no event types yet. Choose all events, or '}
      <Link href={`/${team}/events`} className="underline underline-offset-2">
        {failed ? 'Look at Events' : 'add some under Events'}
      </Link>
      .
    </p>
  )
}
