'use client'

import XIcon from 'lucide-react/icons/x'
import type { ComponentProps, ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import { IconButton } from '#components/ui/icon-button.tsx'

/** Floats over the foot of a list while rows are selected: how many, what can be done, and the way out. */
export function BulkBar({
  count,
  onClear,
  children,
}: {
  /** in figures, as it is shown */
  count: ReactNode
  onClear: () => void
  children: ReactNode
}) {
  return (
    <section
      aria-label="Selected rows"
      data-bulk-bar=""
      className="fixed inset-x-3 bottom-6 z-40 mx-auto flex w-fit max-w-[calc(100%-24px)] animate-pop-in flex-wrap items-center gap-x-3 gap-y-2 rounded-xl bg-text py-2 pr-2 pl-4 text-bg shadow-pop max-md:bottom-3"
    >
      <span role="status" className="tabular-nums">
        {count} selected
      </span>
      {children}
      <IconButton
        label="Clear selection"
        size="s"
        onClick={onClear}
        className="text-bg hover:bg-bg/15 hover:text-bg focus-visible:outline-bg"
      >
        <XIcon aria-hidden="true" />
      </IconButton>
    </section>
  )
}

/** A button on the dark ground of a `BulkBar`. */
export function BulkButton({ className, ...props }: ComponentProps<typeof Button>) {
  return (
    <Button
      {...props}
      size="s"
      className={cn('border-bg/25 bg-transparent text-bg hover:bg-bg/15 focus-visible:outline-bg', className)}
    />
  )
}
