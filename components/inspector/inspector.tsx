'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { PageHeader } from '#components/layout/page-header.tsx'
import { PageTabs } from '#components/layout/page-tabs.tsx'
import { Tag } from '#components/ui/tag.tsx'
import type { Permission } from '#lib/domain/authz/permissions.ts'
import { inboxesOptions } from '#lib/queries/inspector.ts'
import { InboxActions } from './inbox-actions.tsx'
import { InboxFields, type Reachable } from './inbox-fields.tsx'
import { NoInbox } from './no-inbox.tsx'
import { RequestList } from './request-list.tsx'

type InspectorProps = {
  /** the team's slug */
  team: string
  permissions: readonly Permission[]
  reachable: Reachable
  /** what the address asks for */
  inboxId: string | undefined
  cursor: string | undefined
}

/** The built-in receiver: its addresses, and what comes to the one that is looked at. */
export function Inspector({ team, permissions, reachable, inboxId, cursor }: InspectorProps) {
  const router = useRouter()
  const inboxes = useQuery(inboxesOptions(team))
  const base = `/${team}/inspector`
  const all = inboxes.data ?? []
  const inbox = all.find(({ id }) => id === inboxId) ?? all[0]
  const show = (id: string | undefined) =>
    router.push(id === undefined ? base : `${base}?inbox=${id}`, { scroll: false })

  if (!inbox)
    return (
      <>
        <PageHeader title="Inspector" />
        <NoInbox team={team} mayOpen={permissions.includes('endpoint:test')} />
      </>
    )
  return (
    <>
      <PageHeader
        title="Inspector"
        meta={
          <Tag tone="ok" dot>
            Live
          </Tag>
        }
        description="A receiver of Patchbay’s own: point an endpoint at it, and see what arrives."
        actions={
          permissions.includes('endpoint:test') ? (
            <InboxActions team={team} inbox={inbox} onShow={show} />
          ) : null
        }
      />
      {all.length > 1 ? (
        <PageTabs
          label="Inboxes"
          tabs={all.map(({ id, name }) => ({ href: `${base}?inbox=${id}`, label: name }))}
          current={`${base}?inbox=${inbox.id}`}
        />
      ) : null}
      <InboxFields team={team} inbox={inbox} reachable={reachable} permissions={permissions} />
      <RequestList
        key={inbox.id}
        team={team}
        inboxId={inbox.id}
        cursor={inbox.id === inboxId || inboxId === undefined ? cursor : undefined}
      />
    </>
  )
}
