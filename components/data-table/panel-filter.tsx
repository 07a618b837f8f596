'use client'

import { type ReactNode, Suspense, useState } from 'react'
import { Popover, PopoverContent, PopoverTrigger } from '#components/ui/popover.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { FilterButton, FilterChip } from './filter-choice.tsx'

type PanelFilterProps = {
  /** "Event" */
  label: string
  value: string | undefined
  /** how the value is shown; itself unless said */
  summary?: string | undefined
  onChange: (value: string | undefined) => void
  /** fetches the panel's code, while the reader is on the way to the button */
  prepare: () => void
  /** the panel, which comes when it is opened; `choose` closes it */
  children: (choose: (value: string) => void) => ReactNode
}

/** Narrows a list to one of many: they are looked for in a panel. */
export function PanelFilter({
  label,
  value,
  summary = value,
  onChange,
  prepare,
  children,
}: PanelFilterProps) {
  const [open, setOpen] = useState(false)
  return (
    <FilterChip label={label} onClear={value === undefined ? undefined : () => onChange(undefined)}>
      <Popover open={open} onOpenChange={setOpen}>
        <PopoverTrigger asChild>
          <FilterButton label={label} summary={summary} onPointerEnter={prepare} onFocus={prepare} />
        </PopoverTrigger>
        <PopoverContent
          aria-label={`Filter by ${label.toLowerCase()}`}
          align="end"
          className="w-80 max-w-[calc(100vw-24px)] overflow-hidden p-0"
        >
          <Suspense fallback={<Loading />}>
            {children((chosen) => {
              setOpen(false)
              onChange(chosen)
            })}
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
