import type { ReactNode } from 'react'
import { cn } from '#components/ui/cn.ts'

type PageHeaderProps = {
  title: ReactNode
  /** Tags or a count behind the title. */
  meta?: ReactNode
  /** A quiet line under the title: an id, a sentence. */
  description?: ReactNode
  actions?: ReactNode
  className?: string
}

/** The head of a page: title, what it is, what can be done with it. */
export function PageHeader({ title, meta, description, actions, className }: PageHeaderProps) {
  return (
    <div className={cn('flex flex-wrap items-start gap-x-4 gap-y-3', className)}>
      <div className="min-w-0 flex-1 basis-64">
        <div className="flex min-h-8 flex-wrap items-center gap-x-2 gap-y-1">
          <h1 className="min-w-0 font-semibold text-xl tracking-[-.01em]">{title}</h1>
          {meta}
        </div>
        {description ? <div className="mt-0.5 text-faint">{description}</div> : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </div>
  )
}
