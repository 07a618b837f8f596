import type { ComponentProps } from 'react'
import { cn } from './cn.ts'
import { controlClass, monoControlClass } from './control-class.ts'

/** A text box of several lines that grows with its content. `mono` for JSON. */
export function Textarea({
  mono,
  className,
  rows = 3,
  ...props
}: ComponentProps<'textarea'> & { mono?: boolean | undefined }) {
  return (
    <textarea
      {...props}
      rows={rows}
      className={cn(
        controlClass,
        'field-sizing-content max-h-96 min-h-16 py-1.5',
        mono && monoControlClass,
        className,
      )}
    />
  )
}
