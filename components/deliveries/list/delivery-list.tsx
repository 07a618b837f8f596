'use client'

import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { CursorPager } from '#components/data-table/cursor-pager.tsx'
import { DataTable } from '#components/data-table/data-table.tsx'
import { useAddress } from '#components/data-table/use-address.ts'
import { useListState } from '#components/data-table/use-list-state.ts'
import { QueryError, StaleRows } from '#components/feedback/query-faults.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Button } from '#components/ui/button.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Tag } from '#components/ui/tag.tsx'
import type { Permission } from '#lib/domain/authz/permissions.ts'
import type { BrowseDeliveries } from '#lib/domain/deliveries/browse-deliveries.ts'
import { deliveryListOptions } from '#lib/queries/deliveries.ts'
import { stateLabel } from '../delivery-words.ts'
import { ReplayButton } from '../replay/replay-button.tsx'
import { deliveryColumns, loadSheet } from './columns.tsx'
import { DeliveryFilters } from './filters.tsx'
import { type DeliveryListState, hasFilters, listStateSearch, plainState } from './list-query.ts'
import { NoDeliveries } from './no-deliveries.tsx'

const DeliverySheet = lazy(() => loadSheet().then((module) => ({ default: module.DeliverySheet })))

type DeliveryListProps = {
  /** the team's slug */
  team: string
  permissions: readonly Permission[]
  /** what the address says */
  state: DeliveryListState
  /** the same as the server asked for it */
  query: BrowseDeliveries
  /** of the endpoint that the list is narrowed to */
  endpointName: string | undefined
}

/** The deliveries of a team, newest first, as they come in. The address holds what is shown. */
export function DeliveryList({ team, permissions, state, query, endpointName }: DeliveryListProps) {
  const address = useAddress()
  const listState = useListState(state, (next) => `/${team}/deliveries${listStateSearch(next)}`)
  const { wanted, moving, show, narrow } = listState
  const [isStill, setStill] = useState(false)
  const [sinceMs, setSinceMs] = useState(0)
  useEffect(() => setSinceMs(Date.now()), [])
  const list = useQuery(deliveryListOptions(team, query, isStill))
  const columns = useMemo(() => deliveryColumns(team, sinceMs), [team, sinceMs])
  const opened = address.get('delivery')

  const { data } = list
  const filtered = hasFilters(state)
  const { cursor: _, ...filter } = query
  const isFirstUse = data?.items.length === 0 && !state.cursor && !filtered

  return (
    <>
      <PageHeader
        title="Deliveries"
        meta={
          isStill ? (
            <Tag tone="warn" dot>
              Updates paused
            </Tag>
          ) : (
            <Tag tone="ok" dot>
              Live
            </Tag>
          )
        }
        actions={
          <>
            {filtered && data && data.items.length > 0 && permissions.includes('delivery:replay') ? (
              <ReplayButton team={team} filter={filter} />
            ) : null}
            <Button onClick={() => setStill(!isStill)}>{isStill ? 'Resume updates' : 'Pause updates'}</Button>
          </>
        }
      />
      {isFirstUse ? null : (
        <DeliveryFilters team={team} state={wanted} endpointName={endpointName} onChange={narrow} />
      )}
      <StaleRows query={list} />
      <DataTable
        className="mt-4"
        label="Deliveries"
        columns={columns}
        rows={data ? [...data.items] : []}
        rowId={(delivery) => delivery.id}
        rowLabel={(delivery) => `${delivery.eventType}, ${stateLabel(delivery)}`}
        loading={list.isPending}
        stale={moving}
        onOpen={(delivery) => address.set('delivery', delivery.id, 'push')}
        error={list.isError && !data ? <QueryError query={list} /> : undefined}
        empty={
          data?.lookedTo ? null : (
            <NoDeliveries
              team={team}
              because={filtered ? 'filters' : state.cursor ? 'page' : 'none'}
              onReset={() => show(plainState)}
            />
          )
        }
      />
      {data?.lookedTo ? (
        <p role="status" className="mt-4 text-muted">
          Looked at everything since <RelativeTime at={data.lookedTo} />. There may be more further back.
        </p>
      ) : null}
      <CursorPager label="deliveries" {...listState.pagerOf(data)} />
      {/* under a boundary of its own: what is on the page stays while it comes */}
      <Suspense fallback={null}>
        {opened ? (
          <DeliverySheet
            key={opened}
            team={team}
            id={opened}
            permissions={permissions}
            onOpen={(id) => address.set('delivery', id)}
            onClose={() => address.set('delivery', undefined)}
          />
        ) : null}
      </Suspense>
    </>
  )
}
