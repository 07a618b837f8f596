'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { SecretOnceDialog } from '#components/feedback/secret-once-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import { SectionHeader } from '#components/ui/section-header.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { ChangeView } from '#lib/domain/audit/view.ts'
import { can, type Permission } from '#lib/domain/authz/permissions.ts'
import type { Page } from '#lib/domain/shared/pagination.ts'
import { type HistoryOf, historyOptions } from '#lib/queries/changes.ts'
import { ChangeRow } from './change-row.tsx'
import type { NewSecret } from './use-revert.ts'

/** The server has read the first page nearly always. */
const QueryError = lazy(() =>
  import('#components/feedback/query-faults.tsx').then((module) => ({ default: module.QueryError })),
)

type EntityChangesProps = {
  /** the team's slug */
  team: string
  of: HistoryOf
  permissions: readonly Permission[]
  /** what the server has read already */
  firstPage?: Page<ChangeView> | undefined
}

/** The history of one thing, under its own heading: who changed what and when, and the way back. Stays live. */
export function EntityChanges({ team, of, permissions, firstPage }: EntityChangesProps) {
  const history = useInfiniteQuery(historyOptions(team, of, firstPage))
  const [secret, setSecret] = useState<NewSecret>()
  const who = { permissions: new Set(permissions) }
  const mayRevert = can(who, 'change:revert') && can(who, 'endpoint:update')
  const changes = history.data?.pages.flatMap((page) => page.items) ?? []

  return (
    <section aria-labelledby="entity-changes">
      <SectionHeader id="entity-changes" title="Changes" />
      {history.isPending ? <Loading /> : null}
      {history.isError && changes.length === 0 ? (
        <Suspense>
          <QueryError query={history} as="h3" title="The history could not be loaded" className="py-6" />
        </Suspense>
      ) : null}
      <ol>
        {changes.map((change) => (
          <li
            key={change.id}
            id={`change-${change.id}`}
            className="scroll-mt-16 border-line border-t py-2 target:bg-accent-soft first:border-t-0"
          >
            <ChangeRow
              team={team}
              change={change}
              mayRevert={mayRevert}
              variant="history"
              reverted={changes.find((other) => other.id === change.revertsId)}
              onSecret={setSecret}
            />
          </li>
        ))}
      </ol>
      {history.hasNextPage ? (
        <Button
          size="s"
          className="mt-2"
          loading={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          Show older changes
        </Button>
      ) : null}
      {history.isFetchNextPageError ? (
        <p role="alert" className="mt-2 text-bad">
          {history.error?.message}
        </p>
      ) : null}
      {secret ? (
        <SecretOnceDialog
          secret={secret.secret}
          origin={`${secret.endpointName} signs again, with a new secret.`}
          onStored={() => setSecret(undefined)}
        />
      ) : null}
    </section>
  )
}

function Loading() {
  return (
    <div role="status" aria-label="Loading changes">
      {['a', 'b', 'c'].map((key) => (
        <div key={key} className="border-line border-t py-3 first:border-t-0">
          <Skeleton className="w-32" />
          <Skeleton className="mt-2.5 w-52 max-w-full" />
        </div>
      ))}
    </div>
  )
}
