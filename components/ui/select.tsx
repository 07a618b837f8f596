import ChevronIcon from 'lucide-react/icons/chevron-down'
import type { ChangeEvent, ComponentProps } from 'react'
import { cn } from './cn.ts'
import { controlClass } from './control-class.ts'

export type SelectOption<V extends string = string> = { value: V; label: string; disabled?: boolean }

type SelectProps<V extends string> = Omit<ComponentProps<'select'>, 'size' | 'value' | 'children'> & {
  options: readonly SelectOption<V>[]
  value?: V | undefined
  onValueChange?: ((value: V) => void) | undefined
  /** Shown while nothing is chosen. */
  placeholder?: string
  size?: 's' | 'm'
}

/**
 * One of a few known values. The browser's own select: it works with `register`, with every assistive technology,
 * and on a phone it is the phone's. Where the choices need explaining, take a `RadioGroup`.
 */
export function Select<V extends string>({
  options,
  value,
  onValueChange,
  onChange,
  placeholder,
  size = 'm',
  className,
  ...props
}: SelectProps<V>) {
  const listener =
    onValueChange || onChange
      ? {
          onChange: (event: ChangeEvent<HTMLSelectElement>) => {
            onChange?.(event)
            const chosen = options.find((option) => option.value === event.target.value)
            if (chosen) onValueChange?.(chosen.value)
          },
        }
      : undefined
  const controlled = value !== undefined || onValueChange ? { value: value ?? '' } : undefined
  return (
    <span className={cn('relative inline-flex w-full min-w-0', className)}>
      <select
        {...props}
        {...controlled}
        {...listener}
        className={cn(
          controlClass,
          'cursor-pointer appearance-none truncate pr-8',
          size === 's' ? 'h-6.5 pl-2 text-sm' : 'h-8',
        )}
      >
        {placeholder === undefined ? null : (
          <option value="" disabled hidden>
            {placeholder}
          </option>
        )}
        {options.map((option) => (
          <option
            key={option.value}
            value={option.value}
            disabled={option.disabled}
            className="bg-panel text-text"
          >
            {option.label}
          </option>
        ))}
      </select>
      <ChevronIcon
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 right-2.5 size-3.5 -translate-y-1/2 text-muted"
      />
    </span>
  )
}
