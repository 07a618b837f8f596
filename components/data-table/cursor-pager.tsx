'use client'

import ChevronLeftIcon from 'lucide-react/icons/chevron-left'
import ChevronRightIcon from 'lucide-react/icons/chevron-right'
import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'

type CursorPagerProps = {
  /** What is paged, for screen readers: "Endpoints". */
  label: string
  onPrevious?: (() => void) | undefined
  onNext?: (() => void) | undefined
  pending?: 'previous' | 'next' | undefined
  /** Quiet words at the start: "1,204 endpoints". */
  summary?: ReactNode
}

/** Previous and Next under a list. A direction without a callback leads nowhere and is disabled. */
export function CursorPager({ label, onPrevious, onNext, pending, summary }: CursorPagerProps) {
  if (!onPrevious && !onNext && !summary) return null
  return (
    <nav aria-label={`Pages of ${label}`} className="flex items-center gap-2 pt-4">
      <span className="min-w-0 flex-1 text-faint">{summary}</span>
      {onPrevious || onNext ? (
        <>
          <Button size="s" disabled={!onPrevious} loading={pending === 'previous'} onClick={onPrevious}>
            <ChevronLeftIcon aria-hidden="true" className="-ml-0.5 size-3.5" />
            Previous
          </Button>
          <Button size="s" disabled={!onNext} loading={pending === 'next'} onClick={onNext}>
            Next
            <ChevronRightIcon aria-hidden="true" className="-mr-0.5 size-3.5" />
          </Button>
        </>
      ) : null}
    </nav>
  )
}
