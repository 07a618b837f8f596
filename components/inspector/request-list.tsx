'use client'

import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { CursorPager } from '#components/data-table/cursor-pager.tsx'
import { DataTable } from '#components/data-table/data-table.tsx'
import { useAddress } from '#components/data-table/use-address.ts'
import { useListState } from '#components/data-table/use-list-state.ts'
import { EmptyState } from '#components/feedback/empty-state.tsx'
import { QueryError, StaleRows } from '#components/feedback/query-faults.tsx'
import { requestListOptions } from '#lib/queries/inspector.ts'
import { loadSheet, requestColumns } from './request-columns.tsx'
import { verdictLabel } from './verdict-words.ts'

const RequestSheet = lazy(() => loadSheet().then((module) => ({ default: module.RequestSheet })))

type RequestListProps = { team: string; inboxId: string; cursor: string | undefined }

/** What came to an inbox, newest first, as it comes in. */
export function RequestList({ team, inboxId, cursor }: RequestListProps) {
  const address = useAddress()
  const listState = useListState({ cursor }, (next) => {
    const search = new URLSearchParams({ inbox: inboxId, ...(next.cursor && { cursor: next.cursor }) })
    return `/${team}/inspector?${search}`
  })
  const [sinceMs, setSinceMs] = useState(0)
  useEffect(() => setSinceMs(Date.now()), [])
  const list = useQuery(requestListOptions(team, inboxId, cursor))
  const columns = useMemo(() => requestColumns(sinceMs), [sinceMs])
  const opened = address.get('request')
  const { data } = list
  return (
    <>
      <StaleRows query={list} />
      <DataTable
        className="mt-2"
        label="Requests"
        columns={columns}
        rows={data ? [...data.items] : []}
        rowId={(request) => request.id}
        rowLabel={(request) => `${request.method}, ${verdictLabel(request).text}`}
        loading={list.isPending}
        stale={listState.moving}
        onOpen={(request) => address.set('request', request.id, 'push')}
        error={list.isError && !data ? <QueryError query={list} /> : undefined}
        empty={
          <EmptyState
            title={cursor ? 'Nothing older is kept' : 'Waiting for the first request…'}
            description={
              cursor
                ? 'An inbox keeps its last 200 requests, for a day.'
                : 'It shows up here by itself. Create an endpoint that points to the URL above and send a test, or post to it with any program.'
            }
          />
        }
      />
      <CursorPager label="requests" {...listState.pagerOf(data)} />
      {/* under a boundary of its own: what is on the page stays while it comes */}
      <Suspense fallback={null}>
        {opened ? (
          <RequestSheet
            key={opened}
            team={team}
            id={opened}
            onClose={() => address.set('request', undefined)}
          />
        ) : null}
      </Suspense>
    </>
  )
}
