'use client'

import type { ReactNode } from 'react'
import { dataColumns } from '#components/data-table/columns.ts'
import { DataTable } from '#components/data-table/data-table.tsx'
import { FilterBar } from '#components/data-table/filter-bar.tsx'
import { matches } from '#components/data-table/matches.ts'
import { SearchInput } from '#components/data-table/search-input.tsx'
import { useAddress } from '#components/data-table/use-address.ts'
import { EmptyState } from '#components/feedback/empty-state.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Button } from '#components/ui/button.tsx'
import type { CatalogueEvent } from '#lib/domain/endpoints/profile.ts'

const { columns: makeColumns, accessor } = dataColumns<CatalogueEvent>()
const columns = makeColumns([
  accessor('type', {
    header: 'Name',
    meta: { stacked: 'title', headerClassName: 'w-2/5', className: 'max-md:col-span-3 max-md:col-start-1' },
    cell: ({ row: { original } }) => (
      <>
        <code className="break-all">{original.type}</code>
        {/* a phone has no room for columns */}
        <div className="text-muted md:hidden">{original.description}</div>
      </>
    ),
  }),
  accessor('group', {
    header: 'Group',
    meta: { stacked: 'hidden', className: 'text-muted', headerClassName: 'w-1/5' },
    cell: ({ row: { original } }) => <span>{original.group}</span>,
  }),
  accessor('description', {
    header: 'Description',
    meta: { stacked: 'hidden', className: 'text-muted' },
    cell: ({ row: { original } }) => <span>{original.description}</span>,
  }),
])

type PublishedCatalogueProps = {
  /** the vendor's name */
  label: string
  events: readonly CatalogueEvent[]
  tabs: ReactNode
}

/** What a dialect publishes: the same for every team, so only to be read. */
export function PublishedCatalogue({ label, events, tabs }: PublishedCatalogueProps) {
  const address = useAddress()
  const search = address.get('search') ?? ''
  const shown = events.filter(({ type, group, description }) => matches(search, type, group, description))
  return (
    <>
      <PageHeader title="Events" />
      {tabs}
      <p className="mt-4 max-w-prose text-muted">
        {label} publishes these {events.length} events. They are the same for every team.
      </p>
      <FilterBar label="Filter events" className="mt-4">
        <SearchInput
          label="Search name, group or description"
          value={search}
          onChange={(value) => address.set('search', value)}
        />
      </FilterBar>
      <DataTable
        className="mt-4"
        label={`Events of ${label}`}
        columns={columns}
        rows={shown}
        rowId={(event) => event.type}
        rowLabel={(event) => event.type}
        empty={
          <EmptyState
            title="No event matches"
            action={<Button onClick={() => address.set('search', undefined)}>Clear search</Button>}
          />
        }
      />
    </>
  )
}
