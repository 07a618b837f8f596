import type { ReactNode } from 'react'
import { cn } from '#components/ui/cn.ts'

/** The line over a list: search first, it takes the room; then filters; sort last. */
export function FilterBar({
  label,
  className,
  children,
}: {
  label: string
  className?: string
  children: ReactNode
}) {
  return (
    <search aria-label={label} className={cn('flex flex-wrap gap-2', className)}>
      {children}
    </search>
  )
}
