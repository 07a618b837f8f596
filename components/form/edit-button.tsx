import type { ComponentProps } from 'react'
import { cn } from '#components/ui/cn.ts'

/** The quiet word at the end of a field that opens it. Always there: for touch, and for the Tab key. */
export function EditButton({
  fieldLabel,
  children = 'Edit',
  className,
  ...props
}: ComponentProps<'button'> & { fieldLabel: string }) {
  return (
    <button
      {...props}
      type="button"
      aria-label={`${typeof children === 'string' ? children : 'Edit'} ${fieldLabel}`}
      className={cn(
        '-mx-1.5 -my-0.5 h-6 rounded-sm px-1.5 text-faint text-sm transition-colors duration-100 hover:text-text',
        className,
      )}
    >
      {children}
    </button>
  )
}
