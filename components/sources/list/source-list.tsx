'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useMemo } from 'react'
import { CursorPager } from '#components/data-table/cursor-pager.tsx'
import { DataTable } from '#components/data-table/data-table.tsx'
import { FilterBar } from '#components/data-table/filter-bar.tsx'
import { FilterMenu } from '#components/data-table/filter-menu.tsx'
import { SearchInput } from '#components/data-table/search-input.tsx'
import { useListState } from '#components/data-table/use-list-state.ts'
import { QueryError, StaleRows } from '#components/feedback/query-faults.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { can, type Permission } from '#lib/domain/authz/permissions.ts'
import { roleNeeded } from '#lib/domain/authz/role-needed.ts'
import { toolkits } from '#lib/domain/toolkits/toolkits.ts'
import { sourceListOptions } from '#lib/queries/sources.ts'
import { sourceColumns } from './columns.tsx'
import { hasFilters, listStateSearch, type SourceListState, toPageSources } from './list-query.ts'
import { NewSourceLink } from './new-source-link.tsx'
import { NoSources } from './no-sources.tsx'

type SourceListProps = {
  /** the team's slug */
  team: string
  /** where Patchbay is reached from outside */
  origin: string
  permissions: readonly Permission[]
  /** what the address says */
  state: SourceListState
}

const toolkitOptions = toolkits.map(({ slug, label }) => ({ value: slug, label }))

/** The sources of a team, newest first, one page at a time. The address holds what is shown; the rows stay live. */
export function SourceList({ team, origin, permissions, state }: SourceListProps) {
  const router = useRouter()
  const listState = useListState(state, (next) => `/${team}/sources${listStateSearch(next)}`)
  const { wanted, moving, show, narrow } = listState
  const list = useQuery(sourceListOptions(team, toPageSources(state)))
  const who = { permissions: new Set(permissions) }
  const mayCreate = can(who, 'source:create')
  const columns = useMemo(() => sourceColumns(team, origin), [team, origin])

  const { data } = list
  const isFirstUse = data?.items.length === 0 && !state.cursor && !hasFilters(state)

  return (
    <>
      <PageHeader
        title="Sources"
        {...(can(who, 'source:update')
          ? {}
          : { description: `You can look at sources. ${roleNeeded('Changing them', 'source:update')}` })}
        actions={mayCreate && !isFirstUse ? <NewSourceLink team={team} /> : null}
      />
      {isFirstUse ? null : (
        <FilterBar label="Filter sources" className="mt-4">
          <SearchInput
            label="Search client ID or source ID"
            value={wanted.search}
            onChange={(search) => narrow({ search }, { replace: true })}
          />
          <FilterMenu
            label="Toolkit"
            options={toolkitOptions}
            selected={wanted.toolkits}
            onChange={(selected) =>
              narrow({
                toolkits: toolkits.map(({ slug }) => slug).filter((slug) => selected.includes(slug)),
              })
            }
          />
        </FilterBar>
      )}
      <StaleRows query={list} />
      <DataTable
        className="mt-4"
        label="Sources"
        columns={columns}
        rows={data ? [...data.items] : []}
        rowId={(source) => source.id}
        rowLabel={(source) => source.clientId}
        loading={list.isPending}
        stale={moving}
        onOpen={(source) => router.push(`/${team}/sources/${source.id}`)}
        error={list.isError && !data ? <QueryError query={list} /> : undefined}
        empty={
          <NoSources
            team={team}
            mayCreate={mayCreate}
            because={hasFilters(state) ? 'filters' : state.cursor ? 'page' : 'none'}
            onReset={() => show({ search: '', toolkits: [], cursor: undefined })}
          />
        }
      />
      <CursorPager label="sources" {...listState.pagerOf(data)} />
    </>
  )
}
