'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { ClockProvider } from '#components/ui/clock.tsx'
import { Toaster } from '#components/ui/toaster.tsx'

const freshMs = 30_000

function newQueryClient() {
  // without a network a call fails at once and says so, instead of waiting unseen
  const networkMode = 'always'
  return new QueryClient({
    defaultOptions: { queries: { staleTime: freshMs, retry: 1, networkMode }, mutations: { networkMode } },
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
