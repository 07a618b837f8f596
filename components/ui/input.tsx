import type { ComponentProps } from 'react'
import { cn } from './cn.ts'
import { controlClass, monoControlClass } from './control-class.ts'

/** A one-line text box. `mono` for ids, URLs and secrets. */
export function Input({
  mono,
  className,
  ...props
}: ComponentProps<'input'> & { mono?: boolean | undefined }) {
  return <input {...props} className={cn(controlClass, 'h-8', mono && monoControlClass, className)} />
}
