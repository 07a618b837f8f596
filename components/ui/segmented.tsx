'use client'

import { useId } from 'react'
import { cn } from './cn.ts'

type SegmentedProps<V extends string> = {
  legend: string
  value: V
  onValueChange: (value: V) => void
  options: readonly { value: V; label: string; disabled?: boolean }[]
  className?: string
}

/** A few choices side by side, one of them taken. Radio buttons inside: arrows move, the group is one tab stop. */
export function Segmented<V extends string>({
  legend,
  value,
  onValueChange,
  options,
  className,
}: SegmentedProps<V>) {
  const name = useId()
  return (
    <fieldset
      className={cn('inline-flex h-8 min-w-0 rounded border border-line-strong bg-sunken p-px', className)}
    >
      <legend className="sr-only">{legend}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className={cn(
            'relative flex items-center whitespace-nowrap rounded-md px-2.5 text-muted transition-colors duration-100 hover:text-text',
            'has-checked:bg-panel has-checked:font-medium has-checked:text-text has-checked:shadow-[0_0_0_1px_var(--line-strong)]',
            'has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-1',
            'has-disabled:cursor-not-allowed has-disabled:opacity-50',
          )}
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            disabled={option.disabled}
            onChange={() => onValueChange(option.value)}
            className="absolute inset-0 cursor-pointer appearance-none outline-none"
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}
