import type { ReactNode } from 'react'
import { cn } from './cn.ts'

/** The heading of a part of a page: no card around it, a line of help under it, an action at its end. */
export function SectionHeader({
  title,
  description,
  action,
  as: Heading = 'h2',
  id,
  className,
}: {
  title: ReactNode
  description?: ReactNode
  action?: ReactNode
  as?: 'h2' | 'h3'
  id?: string
  className?: string
}) {
  return (
    <div className={cn('flex min-h-6.5 flex-wrap items-start gap-x-4 gap-y-2', className)}>
      <div className="min-w-0 flex-1">
        <Heading id={id} className="font-semibold">
          {title}
        </Heading>
        {description ? <p className="max-w-prose text-muted">{description}</p> : null}
      </div>
      {action}
    </div>
  )
}
