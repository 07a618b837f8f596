'use client'

import { useQuery } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, useMemo, useRef, useState } from 'react'
import { AddressFilterBar } from '#components/data-table/address-filter-bar.tsx'
import { DataTable } from '#components/data-table/data-table.tsx'
import { matches } from '#components/data-table/matches.ts'
import { useAddressFilters } from '#components/data-table/use-address-filters.ts'
import { QueryError, StaleRows } from '#components/feedback/query-faults.tsx'
import { CreateButton } from '#components/layout/create-button.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import type { ApiKeyView } from '#lib/domain/api-keys/fields.ts'
import { can } from '#lib/domain/authz/permissions.ts'
import { roleNeeded } from '#lib/domain/authz/role-needed.ts'
import { apiKeysOptions } from '#lib/queries/api-keys.ts'
import { keyColumns } from './key-columns.tsx'
import type { KeyReader } from './key-reader.ts'
import type { KeyRow } from './key-row.ts'
import { works } from './key-state.ts'
import { kindText } from './kind-text.ts'
import { NoKeys } from './no-keys.tsx'
import { useKeyRows } from './use-key-rows.ts'

// Forms and details come when they are wanted; pointing at what opens them is enough.
const loadDialog = () => import('./create-key-dialog.tsx')
const CreateKeyDialog = lazy(() => loadDialog().then((module) => ({ default: module.CreateKeyDialog })))
const KeySheet = lazy(() => import('./key-sheet.tsx').then((module) => ({ default: module.KeySheet })))
const RevokeDialog = lazy(() =>
  import('./revoke-dialog.tsx').then((module) => ({ default: module.RevokeDialog })),
)

const choices = [
  {
    name: 'kind',
    label: 'Kind',
    options: Object.entries(kindText).map(([value, { label }]) => ({ value, label })),
  },
  {
    name: 'state',
    label: 'State',
    options: [
      { value: 'working', label: 'Working' },
      { value: 'ended', label: 'Ended' },
    ],
  },
]
const none: readonly ApiKeyView[] = []

/** The keys that the reader may see, newest first. The address holds what is shown; the rows stay live. */
export function KeyList({ reader, tabs }: { reader: KeyReader; tabs: ReactNode }) {
  const list = useQuery(apiKeysOptions(reader.team))
  const filters = useAddressFilters(choices)
  const { address, search, chosen } = filters
  const [creating, setCreating] = useState(false)
  const [revoking, setRevoking] = useState<KeyRow>()
  const createButton = useRef<HTMLButtonElement>(null)
  const managesKeys = can({ permissions: new Set(reader.permissions) }, 'api-key:manage')

  const rows = useKeyRows(list.data ?? none)
  const [kind, state] = [chosen('kind'), chosen('state')]
  const shown = rows.filter(
    (key) =>
      matches(search, key.name, key.mask, key.userName ?? '', key.createdBy) &&
      (kind === undefined || key.kind === kind) &&
      (state === undefined || works(key.state) === (state === 'working')),
  )
  const isFirstUse = list.data !== undefined && rows.length === 0
  const openId = address.get('key')
  const open = rows.find(({ id }) => id === openId)

  const columns = useMemo(() => keyColumns(setRevoking), [])

  const create = (
    <CreateButton ref={createButton} prepare={() => void loadDialog()} onClick={() => setCreating(true)}>
      New API key
    </CreateButton>
  )

  return (
    <>
      <PageHeader
        title="API keys"
        meta={
          isFirstUse || !list.data ? null : (
            <span className="text-faint tabular-nums">{rows.length.toLocaleString('en-US')}</span>
          )
        }
        description={
          managesKeys
            ? undefined
            : `You see your own keys. ${roleNeeded('Managing the team’s keys', 'api-key:manage')}`
        }
        actions={isFirstUse ? null : create}
      />
      {tabs}
      {isFirstUse ? null : (
        <AddressFilterBar
          filters={filters}
          label="Filter API keys"
          searchLabel="Search name, prefix or person"
        />
      )}
      <StaleRows query={list} />
      <DataTable
        className="mt-4"
        label="API keys"
        columns={columns}
        rows={shown}
        rowId={(key) => key.id}
        rowLabel={(key) => key.name}
        loading={list.isPending}
        onOpen={(key) => address.set('key', key.id, 'push')}
        error={list.isError && !list.data ? <QueryError query={list} /> : undefined}
        empty={<NoKeys because={isFirstUse ? 'none' : 'filters'} action={create} onReset={filters.clear} />}
      />
      {/* under a boundary of their own: what is on the page stays while they come */}
      <Suspense fallback={null}>
        {open ? (
          <KeySheet
            key={open.id}
            apiKey={open}
            onClose={() => address.set('key', undefined)}
            onRevoke={() => {
              address.set('key', undefined)
              setRevoking(open)
            }}
          />
        ) : null}
        {revoking ? (
          <RevokeDialog team={reader.team} apiKey={revoking} onClose={() => setRevoking(undefined)} />
        ) : null}
        {creating ? (
          <CreateKeyDialog reader={reader} onClose={() => setCreating(false)} returnFocusTo={createButton} />
        ) : null}
      </Suspense>
    </>
  )
}
