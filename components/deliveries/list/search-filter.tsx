'use client'

import { lazy, Suspense, useState } from 'react'
import { FilterButton, FilterChip } from '#components/data-table/filter-choice.tsx'
import { Popover, PopoverContent, PopoverTrigger } from '#components/ui/popover.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'

/** Names of endpoints and events are fetched when they are first looked for. */
const load = () => import('./search-filter-panel.tsx')
const EndpointPanel = lazy(() => load().then((module) => ({ default: module.EndpointPanel })))
const EventPanel = lazy(() => load().then((module) => ({ default: module.EventPanel })))

type SearchFilterProps = {
  team: string
  of: 'endpoint' | 'event'
  value: string | undefined
  /** how the value is shown */
  summary: string | undefined
  onChange: (value: string | undefined) => void
}

/** Narrows the list to one endpoint, or to one event, of many. */
export function SearchFilter({ team, of, value, summary, onChange }: SearchFilterProps) {
  const [open, setOpen] = useState(false)
  const label = of === 'endpoint' ? 'Endpoint' : 'Event'
  const Panel = of === 'endpoint' ? EndpointPanel : EventPanel
  return (
    <FilterChip label={label} onClear={value === undefined ? undefined : () => onChange(undefined)}>
      <Popover open={open} onOpenChange={setOpen}>
        <PopoverTrigger asChild>
          <FilterButton
            label={label}
            summary={summary}
            onPointerEnter={() => void load()}
            onFocus={() => void load()}
          />
        </PopoverTrigger>
        <PopoverContent
          aria-label={`Filter by ${of}`}
          align="end"
          className="w-80 max-w-[calc(100vw-24px)] overflow-hidden p-0"
        >
          <Suspense fallback={<Loading />}>
            <Panel
              team={team}
              value={value}
              onChoose={(chosen) => {
                setOpen(false)
                onChange(chosen)
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
