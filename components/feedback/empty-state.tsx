import type { ReactNode } from 'react'
import { cn } from '#components/ui/cn.ts'

type EmptyStateProps = {
  title: ReactNode
  /** What will stand here, or the one next step. */
  description?: ReactNode
  /** The one next step as a button or link. */
  action?: ReactNode
  as?: 'h1' | 'h2' | 'h3'
  className?: string
}

/** Nothing here yet, or nothing that matches; and what to do about it. */
export function EmptyState({ title, description, action, as: Heading = 'h2', className }: EmptyStateProps) {
  return (
    <div className={cn('flex flex-col items-center px-4 py-16 text-center', className)}>
      <Heading className="font-semibold text-lg">{title}</Heading>
      {description ? <div className="mt-1 max-w-[44ch] text-balance text-muted">{description}</div> : null}
      {action ? <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  )
}
