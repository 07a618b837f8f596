'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useId, useMemo, useRef } from 'react'
import { Radio, RadioGroup } from '#components/ui/radio-group.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { WILDCARD } from '#lib/domain/endpoints/fields.ts'
import type { CatalogueEvent, DialectProfile } from '#lib/domain/endpoints/profile.ts'
import { eventCatalogueOptions } from '#lib/queries/catalogue.ts'
import { EventChecklist, type StoredEvent } from '../fields/event-checklist.tsx'
import { groupEvents } from '../fields/event-selection.ts'

const none: readonly CatalogueEvent[] = []
const stored: readonly StoredEvent[] = []

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
  const id = useId()
  const { catalogue } = profile
  const own = useQuery({
    ...eventCatalogueOptions(team, profile.dialect),
    enabled: catalogue.kind === 'team',
  })
  const events = catalogue.kind === 'fixed' ? catalogue.events : (own.data ?? none)
  const groups = useMemo(() => groupEvents(events, []), [events])
  /** What was chosen by name before the reader tried «all». */
  const named = useRef<readonly string[]>([])
  const isAll = chosen.includes(WILDCARD)
  const isLoading = catalogue.kind === 'team' && own.isPending

  function chooseAll(all: boolean) {
    if (all) named.current = chosen.filter((type) => type !== WILDCARD)
    onChange(all ? [WILDCARD] : [...named.current])
  }

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
      {profile.fields.events.wildcard ? (
        <RadioGroup legend="Which events" className="gap-1.5 pb-1">
          <Radio name={`${id}-which`} checked={isAll} onChange={() => chooseAll(true)}>
            All events, current and future
          </Radio>
          <Radio name={`${id}-which`} checked={!isAll} onChange={() => chooseAll(false)}>
            Only those chosen below
          </Radio>
        </RadioGroup>
      ) : null}
      {isAll ? null : isLoading ? (
        <Skeleton className="mt-2 h-24 rounded-lg" />
      ) : events.length === 0 ? (
        <p className="text-muted">
          {own.isError
            ? 'Your event types could not be loaded. '
            : 'Your catalogue has no event types yet. Choose all events, or '}
          <Link href={`/${team}/events`} className="underline underline-offset-2">
            {own.isError ? 'Look at Events' : 'add some under Events'}
          </Link>
          .
        </p>
      ) : (
        <>
          <p className="tabular-nums">
            {chosen.length} of {events.length} chosen
          </p>
          <EventChecklist groups={groups} stored={stored} chosen={chosen} onChange={onChange} />
        </>
      )}
    </div>
  )
}
