'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useMemo, useRef } from 'react'
import { CursorPager } from '#components/data-table/cursor-pager.tsx'
import { DataTable } from '#components/data-table/data-table.tsx'
import type { FilterOption } from '#components/data-table/filter-menu.tsx'
import { useListState } from '#components/data-table/use-list-state.ts'
import { QueryError, StaleRows } from '#components/feedback/query-faults.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { can, leastRole, type Permission } from '#lib/domain/authz/permissions.ts'
import type { EndpointSummary } from '#lib/domain/endpoints/list.ts'
import { endpointListOptions } from '#lib/queries/endpoints.ts'
import { EndpointBulkBar } from '../bulk/endpoint-bulk-bar.tsx'
import { type BulkSelection, useBulkSelection } from '../bulk/use-bulk-selection.ts'
import { FailingList } from '../failing/failing-list.tsx'
import { endpointColumns } from './columns.tsx'
import { countText } from './count-words.ts'
import { ListFilters } from './list-filters.tsx'
import {
  type EndpointListState,
  filterOf,
  hasFilters,
  listStateSearch,
  toListEndpoints,
  withoutFilters,
} from './list-query.ts'
import { NewEndpointLink } from './new-endpoint-link.tsx'
import { NoEndpoints } from './no-endpoints.tsx'
import { PageActivity } from './page-activity.tsx'

type EndpointListProps = {
  /** the team's slug */
  team: string
  permissions: readonly Permission[]
  /** what the address says */
  state: EndpointListState
  /** by name and label, in display order */
  dialects: readonly FilterOption[]
}

/** The endpoints of a team, one page at a time. The address holds what is shown; the rows stay live. */
export function EndpointList({ team, permissions, state, dialects }: EndpointListProps) {
  const router = useRouter()
  const listState = useListState(state, (next) => `/${team}/endpoints${listStateSearch(next)}`)
  const { wanted, moving, show, narrow } = listState
  const table = useRef<HTMLDivElement>(null)
  const list = useQuery(endpointListOptions(team, toListEndpoints(state)))
  const who = { permissions: new Set(permissions) }
  const mayUpdate = can(who, 'endpoint:update')
  const mayCreate = can(who, 'endpoint:create')
  const columns = useMemo(() => endpointColumns(team, mayUpdate), [team, mayUpdate])

  const { data } = list
  const filter = filterOf(state)
  const pageIds = data?.items.map(({ id }) => id) ?? []
  const selection = useBulkSelection(JSON.stringify(filter), pageIds)
  const { ids } = selection.rows
  const isPageSelected = pageIds.length > 0 && pageIds.every((id) => ids.has(id))
  const hasMore = data !== undefined && (data.next !== null || data.previous !== null)
  const matching = data ? countText(data.count, data.countIsExact) : ''
  const isFirstUse = data?.items.length === 0 && !state.cursor && !hasFilters(state)

  return (
    <>
      <PageHeader
        title="Endpoints"
        meta={
          data && !isFirstUse ? (
            <span className="text-faint tabular-nums">{countText(data.count, data.countIsExact)}</span>
          ) : null
        }
        {...(mayUpdate
          ? {}
          : {
              description: `You can look at endpoints. Changing them needs the role ${leastRole('endpoint:update')} or above.`,
            })}
        actions={mayCreate && !isFirstUse ? <NewEndpointLink team={team} /> : null}
      />
      <FailingList team={team} />
      {isFirstUse ? null : <ListFilters team={team} state={wanted} dialects={dialects} onChange={narrow} />}
      <StaleRows query={list} />
      <PageActivity team={team} ids={pageIds}>
        <div ref={table}>
          <DataTable
            className="mt-4"
            label="Endpoints"
            columns={columns}
            rows={data ? [...data.items] : []}
            rowId={(endpoint) => endpoint.id}
            rowLabel={(endpoint) => endpoint.name}
            loading={list.isPending}
            stale={moving}
            selection={mayUpdate ? selection.rows : undefined}
            sort={{ key: wanted.sort.by, direction: wanted.sort.order }}
            onSortChange={({ key, direction }) => {
              if (key === 'name' || key === 'updated' || key === 'created')
                narrow({ sort: { by: key, order: direction } })
            }}
            onOpen={(endpoint) => router.push(`/${team}/endpoints/${endpoint.id}`)}
            error={list.isError && !data ? <QueryError query={list} /> : undefined}
            empty={
              <NoEndpoints
                team={team}
                mayCreate={mayCreate}
                because={hasFilters(state) ? 'filters' : state.cursor ? 'page' : 'none'}
                onReset={() =>
                  show(hasFilters(state) ? withoutFilters(state) : { ...state, cursor: undefined })
                }
              />
            }
          />
        </div>
      </PageActivity>
      <CursorPager label="endpoints" {...listState.pagerOf(data)} />
      {mayUpdate && !selection.isEmpty ? (
        <EndpointBulkBar
          team={team}
          target={selection.isAll ? { filter } : { ids: [...ids] }}
          count={selection.isAll ? matching : ids.size.toLocaleString('en-US')}
          dialects={selectedDialects(data?.items ?? [], selection, state, dialects)}
          offerAll={
            !selection.isAll && isPageSelected && hasMore
              ? { count: matching, onSelect: selection.selectAll }
              : undefined
          }
          onClear={selection.clear}
          table={table}
        />
      ) : null}
    </>
  )
}

/** Of the selected rows where all are on this page, else of all that the list may hold. */
function selectedDialects(
  rows: readonly EndpointSummary[],
  { rows: { ids }, isAll }: BulkSelection,
  { dialects }: EndpointListState,
  known: readonly FilterOption[],
): readonly string[] {
  const here = rows.filter(({ id }) => ids.has(id))
  if (!isAll && here.length === ids.size) return [...new Set(here.map(({ dialect }) => dialect))]
  return dialects.length > 0 ? dialects : known.map(({ value }) => value)
}
