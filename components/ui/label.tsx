import type { ComponentProps } from 'react'
import { cn } from './cn.ts'

/** The name of one control; give it `htmlFor`. */
export function Label({ className, htmlFor, children, ...props }: ComponentProps<'label'>) {
  return (
    <label {...props} htmlFor={htmlFor} className={cn('font-medium text-text', className)}>
      {children}
    </label>
  )
}
