'use client'

import type { ComponentProps, Ref } from 'react'
import { useCallback } from 'react'
import { cn } from './cn.ts'

type CheckboxProps = Omit<ComponentProps<'input'>, 'type' | 'size'> & {
  /** Shows the dash of a group in which only some are chosen. */
  indeterminate?: boolean | undefined
  onCheckedChange?: ((checked: boolean) => void) | undefined
}

function assign(ref: Ref<HTMLInputElement> | undefined, element: HTMLInputElement | null) {
  if (typeof ref === 'function') return ref(element)
  if (ref) ref.current = element
}

/** A checkbox with three states. Native inside, so it works in forms and with `register`. It needs a name. */
export function Checkbox({
  className,
  indeterminate = false,
  onCheckedChange,
  onChange,
  ref,
  ...props
}: CheckboxProps) {
  const connect = useCallback(
    (element: HTMLInputElement | null) => {
      if (element) element.indeterminate = indeterminate
      return assign(ref, element)
    },
    [ref, indeterminate],
  )
  return (
    <input
      {...props}
      ref={connect}
      type="checkbox"
      onChange={(event) => {
        onChange?.(event)
        onCheckedChange?.(event.target.checked)
        // The browser clears the dash on each click; the owner decides whether it stays.
        event.target.indeterminate = indeterminate
      }}
      className={cn(
        'relative inline-block size-[15px] flex-none cursor-pointer appearance-none rounded-sm border-[1.5px] border-control bg-panel',
        'checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent',
        'before:absolute before:-inset-1.5 before:content-[""]',
        'checked:after:absolute checked:after:top-[0px] checked:after:left-[3.5px] checked:after:h-2 checked:after:w-1',
        'checked:after:rotate-42 checked:after:border-on-solid checked:after:border-r-[1.5px] checked:after:border-b-[1.5px]',
        'checked:after:content-[""]',
        'indeterminate:after:absolute indeterminate:after:inset-x-0.5 indeterminate:after:top-[5px] indeterminate:after:h-[1.5px]',
        'indeterminate:after:w-auto indeterminate:after:rotate-0 indeterminate:after:border-0 indeterminate:after:bg-on-solid',
        'indeterminate:after:content-[""]',
        'disabled:cursor-not-allowed disabled:opacity-50 forced-colors:appearance-auto',
        className,
      )}
    />
  )
}
