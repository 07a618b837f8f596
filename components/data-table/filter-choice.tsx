'use client'

import XIcon from 'lucide-react/icons/x'
import type { ComponentProps, ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from '#components/ui/dropdown-menu.tsx'

/** The button of a filter: its name, and what is chosen. */
export function FilterButton({
  label,
  summary,
  className,
  ...props
}: ComponentProps<typeof Button> & { label: string; summary: string | undefined }) {
  return (
    <Button
      {...props}
      className={cn(
        'max-w-full border-line bg-transparent px-2.5 font-normal text-muted hover:border-line-strong hover:bg-transparent hover:text-text',
        summary !== undefined && 'border-line-strong pr-8 text-text',
        className,
      )}
    >
      <span className="truncate">{summary === undefined ? label : `${label}: ${summary}`}</span>
    </Button>
  )
}

/** Puts the cross that drops a filter at the end of its button, which gets the focus afterwards. */
export function FilterChip({
  label,
  onClear,
  children,
}: {
  label: string
  /** Only while something is chosen. */
  onClear: (() => void) | undefined
  children: ReactNode
}) {
  return (
    <span className="relative inline-flex max-w-full">
      {children}
      {onClear ? (
        <button
          type="button"
          aria-label={`Clear filter ${label}`}
          title="Clear"
          onClick={(event) => {
            event.currentTarget.parentElement?.querySelector('button')?.focus()
            onClear()
          }}
          className="absolute top-1 right-1 grid size-6 place-items-center rounded-sm text-muted hover:text-text"
        >
          <XIcon aria-hidden="true" className="size-3.5" />
        </button>
      ) : null}
    </span>
  )
}

type FilterChoiceProps = {
  label: string
  options: readonly { value: string; label: string; detail?: string | undefined }[]
  value: string | undefined
  onChange: (value: string | undefined) => void
}

/** One filter of a list, one value at a time. Shows what is chosen, and drops it with one press. */
export function FilterChoice({ label, options, value, onChange }: FilterChoiceProps) {
  const chosen = options.find((option) => option.value === value)
  return (
    <FilterChip label={label} onClear={chosen && (() => onChange(undefined))}>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <FilterButton label={label} summary={chosen?.label} />
        </DropdownMenuTrigger>
        <DropdownMenuContent align="start">
          <DropdownMenuRadioGroup label={label} value={value ?? ''} onValueChange={onChange}>
            {options.map((option) => (
              <DropdownMenuRadioItem key={option.value} value={option.value}>
                <span className="min-w-0 flex-1 truncate">{option.label}</span>
                {option.detail ? <span className="text-faint text-sm">{option.detail}</span> : null}
              </DropdownMenuRadioItem>
            ))}
          </DropdownMenuRadioGroup>
        </DropdownMenuContent>
      </DropdownMenu>
    </FilterChip>
  )
}
