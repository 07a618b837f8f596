'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ErrorState } from '#components/feedback/error-state.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Button } from '#components/ui/button.tsx'
import { can, type Permission, type Role } from '#lib/domain/authz/permissions.ts'
import { membersOptions } from '#lib/queries/members.ts'
import { Invitations } from './invitations.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { MemberTable } from './member-table.tsx'

/** Who looks at the page: their id decides which row is their own, their role what they may do with the others. */
export interface Reader {
  readonly userId: string
  readonly role: Role
  readonly permissions: readonly Permission[]
}

/** The members of a team, and for those who manage them, its invitations. */
export function TeamPeople({ team, teamName, reader }: { team: string; teamName: string; reader: Reader }) {
  const members = useQuery(membersOptions(team))
  const [inviting, setInviting] = useState(false)
  const manages = can({ permissions: new Set(reader.permissions) }, 'member:manage')

  return (
    <>
      <PageHeader
        title="Team"
        meta={members.data ? <span className="text-faint tabular-nums">{members.data.length}</span> : null}
        description={manages ? undefined : 'Admins and owners invite and manage members.'}
        actions={
          manages ? (
            <Button variant="primary" onClick={() => setInviting(true)}>
              Invite
            </Button>
          ) : null
        }
      />
      {members.error && !members.data ? (
        <ErrorState onRetry={() => void members.refetch()} retrying={members.isFetching} />
      ) : (
        <MemberTable
          team={team}
          teamName={teamName}
          reader={reader}
          manages={manages}
          members={members.data ?? []}
          loading={members.isPending}
        />
      )}
      {manages ? <Invitations team={team} /> : null}
      {manages ? (
        <InviteDialog team={team} reader={reader} open={inviting} onOpenChange={setInviting} />
      ) : null}
    </>
  )
}
