'use client'

import { type ReactNode, useMemo, useState } from 'react'
import { dataColumns } from '#components/data-table/columns.ts'
import { DataTable } from '#components/data-table/data-table.tsx'
import { Button } from '#components/ui/button.tsx'
import { Initial } from '#components/ui/initial.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { Member } from '#lib/domain/members/member.ts'
import { roleChangeFault } from '#lib/domain/members/rules.ts'
import { LeaveDialog } from './leave-dialog.tsx'
import type { Reader } from './reader.ts'
import { RemoveDialog } from './remove-dialog.tsx'
import { RoleCell } from './role-cell.tsx'
import { type RoleChoice, RoleDialog } from './role-dialog.tsx'

type MemberTableProps = {
  team: string
  teamName: string
  reader: Reader
  manages: boolean
  members: readonly Member[]
  /** of the whole team, whichever members are shown */
  ownerCount: number
  loading: boolean
  /** newer rows are on their way */
  stale: boolean
  empty: ReactNode
}

const { accessor, columns, display } = dataColumns<Member>()

/** Name, role and what may be done, one row a member. */
export function MemberTable(props: MemberTableProps) {
  const { team, teamName, reader, manages, members, ownerCount, loading, stale, empty } = props
  const [removing, setRemoving] = useState<Member>()
  const [leaving, setLeaving] = useState(false)
  const [choice, setChoice] = useState<RoleChoice>()

  const shape = useMemo(
    () =>
      columns([
        accessor('name', {
          header: 'Name',
          meta: { stacked: 'title', skeleton: 'two-lines', className: 'md:max-w-0' },
          cell: ({ row: { original } }) => (
            <NameCell member={original} isReader={original.userId === reader.userId} />
          ),
        }),
        accessor('role', {
          header: 'Role',
          meta: { skeleton: 'short', className: 'md:w-48' },
          cell: ({ row: { original } }) => (
            <RoleCell
              member={original}
              reader={reader}
              manages={manages}
              ownerCount={ownerCount}
              onChoose={(role) =>
                setChoice({ member: original, role, isReader: original.userId === reader.userId })
              }
            />
          ),
        }),
        accessor('joinedAt', {
          header: 'Joined',
          meta: {
            skeleton: 'short',
            className: 'text-muted md:w-32 md:max-lg:hidden',
            headerClassName: 'max-lg:hidden',
          },
          cell: ({ getValue }) => <RelativeTime at={getValue()} />,
        }),
        display({
          id: 'actions',
          header: '',
          meta: { srHeader: 'Actions', stacked: 'end', skeleton: 'none', align: 'end', className: 'md:w-24' },
          cell: ({ row: { original } }) => (
            <RowAction
              member={original}
              reader={reader}
              manages={manages}
              ownerCount={ownerCount}
              onRemove={() => setRemoving(original)}
              onLeave={() => setLeaving(true)}
            />
          ),
        }),
      ]),
    [reader, manages, ownerCount],
  )

  return (
    <>
      <DataTable
        className="mt-4"
        label="Members"
        columns={shape}
        rows={[...members]}
        rowId={({ userId }) => userId}
        rowLabel={({ name }) => name}
        loading={loading}
        stale={stale}
        empty={empty}
      />
      <RemoveDialog
        team={team}
        teamName={teamName}
        member={removing}
        onClose={() => setRemoving(undefined)}
      />
      {choice ? <RoleDialog team={team} choice={choice} onClose={() => setChoice(undefined)} /> : null}
      <LeaveDialog team={team} teamName={teamName} open={leaving} onOpenChange={setLeaving} />
    </>
  )
}

function NameCell({ member, isReader }: { member: Member; isReader: boolean }) {
  return (
    <div className="flex min-w-0 items-center gap-3">
      <Initial name={member.name} size="l" />
      <div className="min-w-0">
        <p className="break-words font-medium">
          {member.name}
          {isReader ? <span className="ml-1.5 font-normal text-faint">you</span> : null}
        </p>
        <p className="text-muted text-sm max-md:break-words md:truncate" title={member.email}>
          {member.email}
        </p>
      </div>
    </div>
  )
}

type RowActionProps = {
  member: Member
  reader: Reader
  manages: boolean
  ownerCount: number
  onRemove: () => void
  onLeave: () => void
}

/** Leaving for oneself, removing for who manages; nothing where the rules would refuse it. */
function RowAction({ member, reader, manages, ownerCount, onRemove, onLeave }: RowActionProps) {
  const isReader = member.userId === reader.userId
  const change = { targetRole: member.role, nextRole: null, ownerCount }
  if (isReader && (member.role !== 'owner' || ownerCount > 1))
    return (
      <Button size="s" onClick={onLeave}>
        Leave…
      </Button>
    )
  if (isReader || !manages || roleChangeFault({ ...change, actorRole: reader.role })) return null
  return (
    <Button size="s" variant="danger" aria-label={`Remove ${member.name}`} onClick={onRemove}>
      Remove…
    </Button>
  )
}
