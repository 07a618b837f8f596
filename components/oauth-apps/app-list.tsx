'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { lazy, type ReactNode, Suspense, useMemo, useRef, useState } from 'react'
import { AddressFilterBar } from '#components/data-table/address-filter-bar.tsx'
import { DataTable } from '#components/data-table/data-table.tsx'
import { matches } from '#components/data-table/matches.ts'
import { useAddressFilters } from '#components/data-table/use-address-filters.ts'
import { EmptyState } from '#components/feedback/empty-state.tsx'
import { QueryError, StaleRows } from '#components/feedback/query-faults.tsx'
import { CreateButton } from '#components/layout/create-button.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Button } from '#components/ui/button.tsx'
import type { Permission } from '#lib/domain/authz/permissions.ts'
import { oauthAppsOptions } from '#lib/queries/oauth-apps.ts'
import { appColumns } from './app-columns.tsx'

// The form comes when it is wanted; pointing at what opens it is enough.
const loadDialog = () => import('./create-app-dialog.tsx')
const CreateAppDialog = lazy(() => loadDialog().then((module) => ({ default: module.CreateAppDialog })))

const choices = [
  {
    name: 'state',
    label: 'State',
    options: [
      { value: 'active', label: 'Active' },
      { value: 'revoked', label: 'Revoked' },
    ],
  },
]

type AppListProps = {
  /** the team's slug */
  team: string
  permissions: readonly Permission[]
  tabs: ReactNode
}

/** The OAuth apps of a team, newest first. The address holds what is shown; the rows stay live. */
export function AppList({ team, permissions, tabs }: AppListProps) {
  const router = useRouter()
  const list = useQuery(oauthAppsOptions(team))
  const filters = useAddressFilters(choices)
  const [creating, setCreating] = useState(false)
  const createButton = useRef<HTMLButtonElement>(null)
  const columns = useMemo(() => appColumns(team), [team])

  const apps = list.data ?? []
  const { search, chosen } = filters
  const state = chosen('state')
  const shown = apps.filter(
    (app) =>
      matches(search, app.name, app.clientId, app.createdBy) &&
      (state === undefined || (app.revokedAt === null) === (state === 'active')),
  )
  const isFirstUse = list.data !== undefined && apps.length === 0

  const create = (
    <CreateButton ref={createButton} prepare={() => void loadDialog()} onClick={() => setCreating(true)}>
      New OAuth app
    </CreateButton>
  )

  return (
    <>
      <PageHeader
        title="OAuth apps"
        meta={
          isFirstUse || !list.data ? null : (
            <span className="text-faint tabular-nums">{apps.length.toLocaleString('en-US')}</span>
          )
        }
        actions={isFirstUse ? null : create}
      />
      {tabs}
      {isFirstUse ? null : (
        <AddressFilterBar
          filters={filters}
          label="Filter OAuth apps"
          searchLabel="Search name, client ID or person"
        />
      )}
      <StaleRows query={list} />
      <DataTable
        className="mt-4"
        label="OAuth apps"
        columns={columns}
        rows={shown}
        rowId={(app) => app.id}
        rowLabel={(app) => app.name}
        loading={list.isPending}
        onOpen={(app) => router.push(`/${team}/keys/apps/${app.id}`)}
        error={list.isError && !list.data ? <QueryError query={list} /> : undefined}
        empty={
          isFirstUse ? (
            <EmptyState
              title="No OAuth apps yet"
              description="An app acts for the people who allow it, or for itself, and sees the endpoints that it made."
              action={create}
            />
          ) : (
            <EmptyState
              title="No app matches"
              description="Try another search, or look at all of them."
              action={<Button onClick={filters.clear}>Clear filters</Button>}
            />
          )
        }
      />
      {/* under a boundary of its own: what is on the page stays while it comes */}
      <Suspense fallback={null}>
        {creating ? (
          <CreateAppDialog
            team={team}
            permissions={permissions}
            onClose={() => setCreating(false)}
            onMade={(id) => router.push(`/${team}/keys/apps/${id}`)}
            returnFocusTo={createButton}
          />
        ) : null}
      </Suspense>
    </>
  )
}
