'use client'

import { FilterBar } from '#components/data-table/filter-bar.tsx'
import { FilterChoice } from '#components/data-table/filter-choice.tsx'
import { FilterMenu, type FilterOption } from '#components/data-table/filter-menu.tsx'
import { SearchInput } from '#components/data-table/search-input.tsx'
import { SortMenu, type SortOption } from '#components/data-table/sort-menu.tsx'
import { EventFilter } from './event-filter.tsx'
import type { EndpointListState } from './list-query.ts'

const states = [
  { value: 'active', label: 'Active' },
  { value: 'paused', label: 'Paused' },
  { value: 'failing', label: 'Failing' },
] as const

const orders: readonly SortOption[] = [
  { key: 'created', direction: 'desc', label: 'Newest' },
  { key: 'created', direction: 'asc', label: 'Oldest' },
  { key: 'updated', direction: 'desc', label: 'Last updated' },
  { key: 'updated', direction: 'asc', label: 'Least recently updated' },
  { key: 'name', direction: 'asc', label: 'Name, A to Z' },
  { key: 'name', direction: 'desc', label: 'Name, Z to A' },
]

type ListFiltersProps = {
  team: string
  state: EndpointListState
  dialects: readonly FilterOption[]
  onChange: (part: Partial<EndpointListState>, how?: { replace?: boolean }) => void
}

/** Search, filters and order over the endpoints. */
export function ListFilters({ team, state, dialects, onChange }: ListFiltersProps) {
  return (
    <FilterBar label="Filter endpoints" className="mt-4">
      <SearchInput
        label="Search name, URL or id"
        value={state.search}
        onChange={(search) => onChange({ search }, { replace: true })}
      />
      <FilterChoice
        label="State"
        options={states}
        value={state.state}
        onChange={(value) => onChange({ state: states.find((known) => known.value === value)?.value })}
      />
      <FilterMenu
        label="Dialect"
        options={dialects}
        selected={state.dialects}
        onChange={(selected) =>
          onChange({ dialects: dialects.map(({ value }) => value).filter((name) => selected.includes(name)) })
        }
      />
      <EventFilter team={team} value={state.event} onChange={(event) => onChange({ event })} />
      <SortMenu
        options={orders}
        sort={{ key: state.sort.by, direction: state.sort.order }}
        onSortChange={({ key, direction }) => {
          if (key === 'name' || key === 'updated' || key === 'created')
            onChange({ sort: { by: key, order: direction } })
        }}
      />
    </FilterBar>
  )
}
