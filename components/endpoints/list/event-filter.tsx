'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { FilterButton, FilterChip } from '#components/data-table/filter-choice.tsx'
import { Popover, PopoverContent, PopoverTrigger } from '#components/ui/popover.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'

/** The catalogues of all dialects are many names: they are fetched when they are first looked for. */
const EventFilterPanel = dynamic(
  () => import('./event-filter-panel.tsx').then((module) => module.EventFilterPanel),
  { ssr: false, loading: Loading },
)

type EventFilterProps = {
  team: string
  value: string | undefined
  onChange: (event: string | undefined) => void
}

/** Narrows the list to the endpoints that one event goes to. */
export function EventFilter({ team, value, onChange }: EventFilterProps) {
  const [open, setOpen] = useState(false)
  return (
    <FilterChip label="Event" onClear={value === undefined ? undefined : () => onChange(undefined)}>
      <Popover open={open} onOpenChange={setOpen}>
        <PopoverTrigger>
          <FilterButton
            label="Event"
            summary={value}
            onPointerEnter={() => void import('./event-filter-panel.tsx')}
          />
        </PopoverTrigger>
        <PopoverContent aria-label="Filter by event" align="end" className="w-80 overflow-hidden p-0">
          <EventFilterPanel
            team={team}
            value={value}
            onChoose={(event) => {
              setOpen(false)
              onChange(event)
            }}
          />
        </PopoverContent>
      </Popover>
    </FilterChip>
  )
}

function Loading() {
  return (
    <div role="status" aria-label="Loading" className="flex flex-col gap-3 p-3">
      <Skeleton className="h-4" />
      <Skeleton className="w-40" />
      <Skeleton className="w-48" />
    </div>
  )
}
