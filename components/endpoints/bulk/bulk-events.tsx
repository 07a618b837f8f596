'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { profiles } from '#lib/dialects/profile.ts'
import { eventCatalogueOptions } from '#lib/queries/catalogue.ts'
import { EventChecklist } from '../fields/event-checklist.tsx'
import { bulkEventGroups } from './bulk-event-groups.ts'

type BulkEventsProps = {
  team: string
  /** whose events are offered */
  dialects: readonly string[]
  chosen: readonly string[]
  onChange: (events: readonly string[]) => void
}

/** The events of the dialects that are selected. */
export function BulkEvents({ team, dialects, chosen, onChange }: BulkEventsProps) {
  const offered = useMemo(() => profiles.filter(({ dialect }) => dialects.includes(dialect)), [dialects])
  const withOwn = offered.find(({ catalogue }) => catalogue.kind === 'team')
  const own = useQuery({
    ...eventCatalogueOptions(team, withOwn?.dialect ?? ''),
    enabled: withOwn !== undefined,
  })
  const groups = useMemo(
    () =>
      bulkEventGroups(
        offered.map(({ label, catalogue }) => ({
          label,
          events: catalogue.kind === 'fixed' ? catalogue.events : (own.data ?? []),
        })),
      ),
    [offered, own.data],
  )

  if (withOwn && own.isPending) return <Skeleton className="h-40 rounded-lg" />
  return (
    <>
      {own.isError ? <p className="text-bad">{own.error.message}</p> : null}
      <EventChecklist groups={groups} chosen={chosen} onChange={onChange} />
    </>
  )
}
