'use client'

import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from './empty-state.tsx'

type ErrorStateProps = {
  title?: ReactNode
  description?: ReactNode
  onRetry?: (() => void) | undefined
  retrying?: boolean
  /** The number under which the log has it. */
  reference?: string | undefined
  as?: 'h1' | 'h2' | 'h3'
  className?: string
}

/** Something could not be loaded: what, and the way to try again. */
export function ErrorState({
  title = 'This could not be loaded',
  description = 'Nothing was changed. Try again in a moment.',
  onRetry,
  retrying = false,
  reference,
  ...rest
}: ErrorStateProps) {
  return (
    <div role="alert">
      <EmptyState
        {...rest}
        title={title}
        description={
          <>
            {description}
            {reference ? (
              <span className="mt-2 block text-faint text-sm">
                Reference <code>{reference}</code>
              </span>
            ) : null}
          </>
        }
        action={
          onRetry ? (
            <Button onClick={onRetry} loading={retrying}>
              Try again
            </Button>
          ) : null
        }
      />
    </div>
  )
}
