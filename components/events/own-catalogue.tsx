'use client'

import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { DataTable } from '#components/data-table/data-table.tsx'
import { FilterBar } from '#components/data-table/filter-bar.tsx'
import { FilterChoice } from '#components/data-table/filter-choice.tsx'
import { SearchInput } from '#components/data-table/search-input.tsx'
import { EmptyState } from '#components/feedback/empty-state.tsx'
import { ErrorState } from '#components/feedback/error-state.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Button } from '#components/ui/button.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import { useShortcut } from '#components/ui/shortcut.ts'
import { can, leastRole, type Permission } from '#lib/domain/authz/permissions.ts'
import { eventTypesOptions } from '#lib/queries/event-types.ts'
import { EventTypeSheet } from './event-type-sheet.tsx'
import { matches } from './matches.ts'
import { NewEventTypeDialog } from './new-event-type-dialog.tsx'
import { type EventTypeRow, ownColumns } from './own-columns.tsx'
import { useAddress } from './use-address.ts'

const states = [
  { value: 'in-use', label: 'In use' },
  { value: 'archived', label: 'Archived' },
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
  const address = useAddress()
  const [adding, setAdding] = useState(false)
  const mayManage = can({ permissions: new Set(permissions) }, 'event-type:manage')
  useShortcut('c', () => setAdding(true), mayManage)

  const search = address.get('search') ?? ''
  const state = address.get('state')
  const filtered = search !== '' || state !== undefined
  const wildcards = list.data?.wildcardSubscribers ?? 0
  const rows: EventTypeRow[] = (list.data?.items ?? []).map((type) => ({
    ...type,
    reach: type.subscribers + (type.archived ? 0 : wildcards),
  }))
  const shown = rows.filter(
    ({ name, group, description, archived }) =>
      matches(search, name, group, description) &&
      (state === undefined || archived === (state === 'archived')),
  )
  const openType = address.get('type')
  const open = rows.find(({ name }) => name === openType)

  const add = mayManage ? (
    <Button variant="primary" aria-keyshortcuts="c" onClick={() => setAdding(true)}>
      New event type
      <Kbd aria-hidden="true" className="border-bg/30 pointer-coarse:hidden">
        C
      </Kbd>
    </Button>
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
        <FilterBar label="Filter event types" className="mt-4">
          <SearchInput
            label="Search name, group or description"
            value={search}
            onChange={(value) => address.set('search', value)}
          />
          <FilterChoice
            label="State"
            options={states}
            value={state}
            onChange={(value) => address.set('state', value)}
          />
        </FilterBar>
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
        error={
          list.isError && !list.data ? (
            <ErrorState
              description={list.error.message}
              retrying={list.isFetching}
              onRetry={() => void list.refetch()}
            />
          ) : undefined
        }
        empty={
          filtered ? (
            <EmptyState
              title="No event type matches"
              action={
                <Button
                  onClick={() => {
                    address.set('search', undefined)
                    address.set('state', undefined)
                  }}
                >
                  Clear filters
                </Button>
              }
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
      <EventTypeSheet
        team={team}
        type={open}
        wildcards={wildcards}
        mayManage={mayManage}
        onClose={() => address.set('type', undefined)}
      />
      <NewEventTypeDialog
        team={team}
        open={adding}
        onOpenChange={setAdding}
        onCreated={(name) => address.set('type', name)}
      />
    </>
  )
}
