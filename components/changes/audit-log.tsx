'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useOptimistic, useRef, useState, useTransition } from 'react'
import { CursorPager } from '#components/data-table/cursor-pager.tsx'
import { FilterBar } from '#components/data-table/filter-bar.tsx'
import { FilterChoice } from '#components/data-table/filter-choice.tsx'
import { useRowKeys } from '#components/data-table/use-row-keys.ts'
import { EmptyState } from '#components/feedback/empty-state.tsx'
import { QueryError } from '#components/feedback/query-faults.tsx'
import { SecretOnceDialog } from '#components/feedback/secret-once-dialog.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import { can, type Permission } from '#lib/domain/authz/permissions.ts'
import { type AuditedKind, type AuditQuery, auditedKinds, auditLogOptions } from '#lib/queries/changes.ts'
import { auditSearch } from './audit-query.ts'
import { ChangeRow } from './change-row.tsx'
import { auditLogDescription } from './change-words.ts'
import type { NewSecret } from './use-revert.ts'

const kindLabels: Readonly<Record<AuditedKind, string>> = {
  endpoint: 'Endpoints',
  source: 'Sources',
  event_type: 'Event types',
  api_key: 'API keys',
  oauth_app: 'OAuth apps',
  member: 'Members',
  invitation: 'Invitations',
  team: 'Team',
}
const kindOptions = auditedKinds.map((kind) => ({ value: kind, label: kindLabels[kind] }))

type AuditLogProps = {
  /** the team's slug */
  team: string
  permissions: readonly Permission[]
  /** what the address says */
  query: AuditQuery
  actors: readonly { readonly id: string; readonly name: string }[]
}

/** All changes of a team, newest first. The address holds the filters; the rows stay live. */
export function AuditLog({ team, permissions, query, actors }: AuditLogProps) {
  const router = useRouter()
  const [moving, startMove] = useTransition()
  const [wanted, setWanted] = useOptimistic(query)
  const [paging, setPaging] = useState<'previous' | 'next'>()
  const [secret, setSecret] = useState<NewSecret>()
  const rows = useRef<HTMLOListElement>(null)
  const log = useQuery(auditLogOptions(team, query))
  const who = { permissions: new Set(permissions) }
  const mayRevert = can(who, 'change:revert') && can(who, 'endpoint:update')
  const changes = log.data?.items ?? []

  function show(next: AuditQuery, page?: 'previous' | 'next') {
    setPaging(page)
    startMove(() => {
      setWanted(next)
      router.push(`/${team}/audit${auditSearch(next)}`, { scroll: page !== undefined })
    })
  }
  const turn = (page: 'previous' | 'next') => {
    const cursor = log.data?.[page]
    return cursor ? () => show({ ...wanted, cursor }, page) : undefined
  }
  useRowKeys(rows, {
    onOpen: (id) => document.querySelector<HTMLElement>(`[data-row-id="${CSS.escape(id)}"] a[href]`)?.click(),
  })

  const filtered = query.entityKind !== undefined || query.actorId !== undefined
  return (
    <>
      <PageHeader title="Audit log" description={auditLogDescription} />
      <FilterBar label="Filter changes" className="mt-4">
        <FilterChoice
          label="Kind"
          options={kindOptions}
          value={wanted.entityKind}
          onChange={(kind) =>
            show({ actorId: wanted.actorId, entityKind: auditedKinds.find((known) => known === kind) })
          }
        />
        <FilterChoice
          label="Actor"
          options={actors.map(({ id, name }) => ({ value: id, label: name }))}
          value={wanted.actorId}
          onChange={(actorId) => show({ entityKind: wanted.entityKind, actorId })}
        />
      </FilterBar>
      {log.isError && changes.length === 0 ? (
        <QueryError query={log} />
      ) : changes.length === 0 ? (
        <EmptyState
          title={filtered ? 'No change matches' : 'Nothing here'}
          description={filtered ? 'Try another kind or actor.' : undefined}
          action={
            filtered || query.cursor ? <Button onClick={() => show({})}>Show all changes</Button> : undefined
          }
        />
      ) : (
        <ol
          ref={rows}
          aria-label="Changes"
          aria-busy={moving || undefined}
          className={cn('mt-4 border-line border-t transition-opacity duration-150', moving && 'opacity-60')}
        >
          {changes.map((change) => (
            <li
              key={change.id}
              id={`change-${change.id}`}
              data-row-id={change.id}
              tabIndex={-1}
              className="scroll-my-16 border-line border-b px-2 py-2.5 outline-none target:bg-accent-soft focus-visible:bg-sunken focus-visible:shadow-[inset_2px_0_0_var(--accent)]"
            >
              <ChangeRow
                team={team}
                change={change}
                mayRevert={mayRevert}
                variant="log"
                reverted={changes.find((other) => other.id === change.revertsId)}
                onSecret={setSecret}
              />
            </li>
          ))}
        </ol>
      )}
      <CursorPager
        label="changes"
        onPrevious={turn('previous')}
        onNext={turn('next')}
        pending={moving ? paging : undefined}
      />
      {secret ? (
        <SecretOnceDialog
          secret={secret.secret}
          origin={`${secret.endpointName} signs again, with a new secret.`}
          onStored={() => setSecret(undefined)}
        />
      ) : null}
    </>
  )
}
