'use client'

import XIcon from 'lucide-react/icons/x'
import { type KeyboardEvent, useId, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { cn } from '#components/ui/cn.ts'
import { Input } from '#components/ui/input.tsx'
import { Popover, PopoverContent, PopoverTrigger } from '#components/ui/popover.tsx'

export type FilterOption = { value: string; label: string; detail?: string | undefined }

type FilterMenuProps = {
  label: string
  options: readonly FilterOption[]
  selected: readonly string[]
  onChange: (selected: string[]) => void
  /** From how many options on the menu has a search box. */
  searchFrom?: number
}

/** Up and down move through the boxes, and from the search box into them. */
function moveFocus(event: KeyboardEvent<HTMLElement>) {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  const stops = Array.from(event.currentTarget.querySelectorAll<HTMLElement>('input'))
  const next = stops[stops.indexOf(document.activeElement as HTMLElement) + step]
  if (!next) return
  event.preventDefault()
  next.focus()
}

/** One filter of a list, any number of values. Shows what is chosen, and drops it with one press. */
export function FilterMenu({ label, options, selected, onChange, searchFrom = 9 }: FilterMenuProps) {
  const [query, setQuery] = useState('')
  const id = useId()
  const chosen = options.filter((option) => selected.includes(option.value))
  const needle = query.trim().toLowerCase()
  const shown = needle ? options.filter((option) => option.label.toLowerCase().includes(needle)) : options
  const first = chosen
    .slice(0, 2)
    .map((option) => option.label)
    .join(', ')
  const summary = chosen.length > 2 ? `${first} +${chosen.length - 2}` : first

  function toggle(value: string, on: boolean) {
    onChange(on ? [...selected, value] : selected.filter((each) => each !== value))
  }

  return (
    <span className="relative inline-flex max-w-full">
      <Popover onOpenChange={() => setQuery('')}>
        <PopoverTrigger asChild>
          <Button
            className={cn(
              'max-w-full border-line bg-transparent px-2.5 font-normal text-muted hover:border-line-strong hover:bg-transparent hover:text-text',
              chosen.length > 0 && 'border-line-strong pr-8 text-text',
            )}
          >
            <span className="truncate">{chosen.length > 0 ? `${label}: ${summary}` : label}</span>
          </Button>
        </PopoverTrigger>
        <PopoverContent
          aria-label={`Filter by ${label.toLowerCase()}`}
          className="w-64 p-1"
          onKeyDown={moveFocus}
        >
          {options.length >= searchFrom ? (
            <Input
              aria-label={`Search ${label.toLowerCase()}`}
              placeholder="Search"
              value={query}
              onChange={(event) => setQuery(event.target.value)}
              className="mb-1 border-line"
            />
          ) : null}
          <fieldset aria-label={label} className="max-h-72 min-w-0 overflow-y-auto">
            {shown.map((option) => (
              <label
                key={option.value}
                htmlFor={`${id}-${option.value}`}
                className="flex min-h-7 items-center gap-2.5 rounded px-2 py-1 hover:bg-sunken has-focus-visible:bg-sunken"
              >
                <Checkbox
                  id={`${id}-${option.value}`}
                  checked={selected.includes(option.value)}
                  onCheckedChange={(on) => toggle(option.value, on)}
                />
                <span className="min-w-0 flex-1 truncate">{option.label}</span>
                {option.detail ? <span className="text-faint text-sm">{option.detail}</span> : null}
              </label>
            ))}
            {shown.length === 0 ? <p className="px-2 py-3 text-muted">Nothing matches.</p> : null}
          </fieldset>
        </PopoverContent>
      </Popover>
      {chosen.length > 0 ? (
        <button
          type="button"
          aria-label={`Clear filter ${label}`}
          title="Clear"
          onClick={() => onChange([])}
          className="absolute top-1 right-1 grid size-6 place-items-center rounded-sm text-muted hover:text-text"
        >
          <XIcon aria-hidden="true" className="size-3.5" />
        </button>
      ) : null}
    </span>
  )
}
