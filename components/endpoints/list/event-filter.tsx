'use client'

import { lazy, Suspense, useState } from 'react'
import { FilterButton, FilterChip } from '#components/data-table/filter-choice.tsx'
import { Popover, PopoverContent, PopoverTrigger } from '#components/ui/popover.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'

/** The catalogues of all dialects are many names: they are fetched when they are first looked for. */
const load = () => import('./event-filter-panel.tsx')
const EventFilterPanel = lazy(() => load().then((module) => ({ default: module.EventFilterPanel })))

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
        <PopoverTrigger asChild>
          <FilterButton
            label="Event"
            summary={value}
            onPointerEnter={() => void load()}
            onFocus={() => void load()}
          />
        </PopoverTrigger>
        <PopoverContent aria-label="Filter by event" align="end" className="w-80 overflow-hidden p-0">
          <Suspense fallback={<Loading />}>
            <EventFilterPanel
              team={team}
              value={value}
              onChoose={(event) => {
                setOpen(false)
                onChange(event)
              }}
            />
          </Suspense>
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
