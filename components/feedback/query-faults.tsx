'use client'

import type { ComponentProps, ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Banner } from './banner.tsx'
import { ErrorState } from './error-state.tsx'

/** What is asked of a query here; TanStack's have it. */
export type Reread = {
  readonly data?: unknown
  readonly error: { readonly message: string } | null
  readonly isFetching: boolean
  refetch: () => Promise<unknown>
}

type QueryErrorProps = Pick<ComponentProps<typeof ErrorState>, 'title' | 'as' | 'className'> & {
  query: Reread
}

/** In place of what a query could not load at all. */
export function QueryError({ query, ...rest }: QueryErrorProps) {
  return (
    <ErrorState
      {...rest}
      description={query.error?.message}
      retrying={query.isFetching}
      onRetry={() => void query.refetch()}
    />
  )
}

/** Above rows that are shown although reading them again failed; nothing otherwise. */
export function StaleRows({ query }: { query: Reread }) {
  if (!query.error || query.data === undefined) return null
  return <FaultLine query={query}>These rows may be out of date. {query.error.message}</FaultLine>
}

/** A line over what is shown without what a query could not read. */
export function FaultLine({ query, children }: { query: Reread; children: ReactNode }) {
  return (
    <Banner
      tone="warn"
      className="mt-4"
      action={
        <Button size="s" loading={query.isFetching} onClick={() => void query.refetch()}>
          Try again
        </Button>
      }
    >
      {children}
    </Banner>
  )
}
