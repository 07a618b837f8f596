'use client'

import { useQuery } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { AddressFilterBar } from '#components/data-table/address-filter-bar.tsx'
import { DataTable } from '#components/data-table/data-table.tsx'
import { matches } from '#components/data-table/matches.ts'
import { useAddressFilters } from '#components/data-table/use-address-filters.ts'
import { EmptyState } from '#components/feedback/empty-state.tsx'
import { QueryError } from '#components/feedback/query-faults.tsx'
import { CreateButton } from '#components/layout/create-button.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Button } from '#components/ui/button.tsx'
import { can, leastRole, type Permission } from '#lib/domain/authz/permissions.ts'
import { eventTypesOptions } from '#lib/queries/event-types.ts'
import type { EventTypeRow } from './event-type-row.ts'
import { ownColumns } from './own-columns.tsx'

// Forms and their rules come when they are wanted; pointing at what opens them is enough.
const loadSheet = () => import('./event-type-sheet.tsx')
const EventTypeSheet = lazy(() => loadSheet().then((module) => ({ default: module.EventTypeSheet })))
const loadDialog = () => import('./new-event-type-dialog.tsx')
const NewEventTypeDialog = lazy(() => loadDialog().then((module) => ({ default: module.NewEventTypeDialog })))

const choices = [
  {
    name: 'state',
    label: 'State',
    options: [
      { value: 'in-use', label: 'In use' },
      { value: 'archived', label: 'Archived' },
    ],
  },
]

type OwnCatalogueProps = {
  /** the team's slug */
  team: string
  permissions: readonly Permission[]
  tabs: ReactNode
}

/** The team's own event types: what `standard` endpoints can subscribe to. */
export function OwnCatalogue({ team, permissions, tabs }: OwnCatalogueProps) {
  const list = useQuery(eventTypesOptions(team))
  const filters = useAddressFilters(choices)
  const { address, search, filtered } = filters
  const [adding, setAdding] = useState(false)
  const mayManage = can({ permissions: new Set(permissions) }, 'event-type:manage')

  const state = filters.chosen('state')
  const wildcards = list.data?.wildcardSubscribers ?? 0
  const rows: EventTypeRow[] = (list.data?.items ?? []).map((type) => ({
    ...type,
    reach: type.subscribers + wildcards,
  }))
  const shown = rows.filter(
    ({ name, group, description, archived }) =>
      matches(search, name, group, description) &&
      (state === undefined || archived === (state === 'archived')),
  )
  const openType = address.get('type')
  const open = rows.find(({ name }) => name === openType)

  const add = mayManage ? (
    <CreateButton prepare={() => void loadDialog()} onClick={() => setAdding(true)}>
      New event type
    </CreateButton>
  ) : null
  const isEmpty = list.data !== undefined && rows.length === 0

  return (
    <>
      <PageHeader title="Events" actions={isEmpty ? null : add} />
      {tabs}
      <p className="mt-4 max-w-prose text-muted">
        Endpoints of Standard Webhooks subscribe to these.
        {mayManage ? '' : ` Changing them needs the role ${leastRole('event-type:manage')} or above.`}
      </p>
      {isEmpty ? null : (
        <AddressFilterBar
          filters={filters}
          label="Filter event types"
          searchLabel="Search name, group or description"
        />
      )}
      <DataTable
        className="mt-4"
        label="Event types"
        columns={ownColumns}
        rows={shown}
        rowId={(type) => type.name}
        rowLabel={(type) => type.name}
        loading={list.isPending}
        onOpen={(type) => address.set('type', type.name, 'push')}
        error={list.isError && !list.data ? <QueryError query={list} /> : undefined}
        empty={
          filtered ? (
            <EmptyState
              title="No event type matches"
              action={<Button onClick={filters.clear}>Clear filters</Button>}
            />
          ) : (
            <EmptyState
              title="No event types yet"
              description="An event type is a name that endpoints can subscribe to, as invoice.paid."
              action={add}
            />
          )
        }
      />
      {/* under a boundary of their own: what is on the page stays while they come */}
      <Suspense fallback={null}>
        {open ? (
          <EventTypeSheet
            key={open.name}
            team={team}
            type={open}
            wildcards={wildcards}
            mayManage={mayManage}
            mayPublish={permissions.includes('message:publish')}
            onClose={() => address.set('type', undefined)}
          />
        ) : null}
        {adding ? (
          <NewEventTypeDialog
            team={team}
            onClose={() => setAdding(false)}
            onCreated={(name) => address.set('type', name)}
          />
        ) : null}
      </Suspense>
    </>
  )
}
