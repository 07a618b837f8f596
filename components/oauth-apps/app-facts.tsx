'use client'

import type { ReactNode } from 'react'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { SectionHeader } from '#components/ui/section-header.tsx'
import { useAppScope } from './app-scope.tsx'

/** What cannot be edited here: what hangs on the app, and since when it is there. */
export function AppFacts() {
  const { app } = useAppScope()
  return (
    <section aria-labelledby="app-facts">
      <SectionHeader id="app-facts" title="Facts" />
      <dl className="mt-0.5 flex flex-col gap-2.5">
        <Fact term="Tokens that work now">{app.activeTokens.toLocaleString('en-US')}</Fact>
        <Fact term="Endpoints that it made">{app.endpoints.toLocaleString('en-US')}</Fact>
        <Fact term="Last used">
          {app.lastUsedAt === null ? 'Never' : <RelativeTime at={app.lastUsedAt} />}
        </Fact>
        <Fact term="Created">
          <RelativeTime at={app.createdAt} /> by {app.createdBy}
        </Fact>
      </dl>
    </section>
  )
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-faint text-sm">{term}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  )
}
