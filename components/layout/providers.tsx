'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { ClockProvider } from '#components/ui/clock.tsx'
import { Toaster } from '#components/ui/toaster.tsx'

const freshMs = 30_000

/** What may be over by the second try. A refusal would be the same one again. */
const passing: ReadonlySet<unknown> = new Set(['offline', 'unavailable', 'internal'])

function isWorthRetrying(failures: number, error: Error): boolean {
  return failures < 1 && (!('code' in error) || passing.has(error.code))
}

function newQueryClient() {
  // without a network a call fails at once and says so, instead of waiting unseen
  const networkMode = 'always'
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: freshMs, retry: isWorthRetrying, networkMode },
      mutations: { networkMode },
    },
  })
}

/** What every page needs from its root: the query cache, the clock of the first render, a place for toasts. */
export function Providers({ renderedAtMs, children }: { renderedAtMs: number; children: ReactNode }) {
  const [queryClient] = useState(newQueryClient)
  return (
    <ClockProvider renderedAtMs={renderedAtMs}>
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
      <Toaster />
    </ClockProvider>
  )
}
