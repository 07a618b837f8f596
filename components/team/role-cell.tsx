'use client'

import { useState } from 'react'
import { ConfirmDialog } from '#components/ui/alert-dialog.tsx'
import { Select } from '#components/ui/select.tsx'
import { toastDone, toastFailed } from '#components/ui/toast.ts'
import { type Role, roles } from '#lib/domain/authz/permissions.ts'
import type { Member } from '#lib/domain/members/member.ts'
import { roleChangeFault } from '#lib/domain/members/rules.ts'
import { useChangeRole } from '#lib/queries/members.ts'
import { ActionError } from '#lib/queries/run-action.ts'
import type { Reader } from './reader.ts'
import { roleText } from './role-text.ts'

type RoleCellProps = { team: string; member: Member; reader: Reader; manages: boolean; ownerCount: number }

/** A member's role: a select for who may change it, with the reason where it has to stay. */
export function RoleCell({ team, member, reader, manages, ownerCount }: RoleCellProps) {
  const changeRole = useChangeRole(team)
  const [asking, setAsking] = useState<Role>()
  const isReader = member.userId === reader.userId

  const faultOf = (nextRole: Role) =>
    roleChangeFault({ actorRole: reader.role, targetRole: member.role, nextRole, ownerCount })
  const options = roles
    .filter((role) => faultOf(role)?.code !== 'forbidden')
    .map((role) => ({ value: role, label: roleText[role].label, disabled: faultOf(role) !== null }))
  const fault = roles.map(faultOf).find((found) => found?.code === 'wrong_state')

  async function save(role: Role): Promise<string | undefined> {
    const before = member.role
    try {
      await changeRole.mutateAsync({ userId: member.userId, role, before })
    } catch (error) {
      return error instanceof ActionError ? error.message : 'The role could not be saved. Try again.'
    }
    const undo = async () =>
      void (await changeRole.mutateAsync({ userId: member.userId, role: before, before: role }))
    toastDone({
      message: `${member.name} is ${roleText[role].label.toLowerCase()} now`,
      ...(isReader ? {} : { description: 'Their sessions have ended; they sign in again.', undo }),
    })
    return undefined
  }

  async function choose(role: Role) {
    if (role === member.role) return
    if (isReader) return setAsking(role)
    const failure = await save(role)
    if (failure) toastFailed({ message: failure })
  }

  if (!manages || options.length < 2) return <span>{roleText[member.role].label}</span>
  return (
    <div className="min-w-0 max-md:text-right">
      <Select
        size="s"
        className="w-32"
        aria-label={`Role of ${member.name}`}
        value={member.role}
        options={options}
        onValueChange={(role) => void choose(role)}
      />
      {fault ? <p className="mt-1 max-w-56 text-faint text-sm max-md:ml-auto">{fault.message}</p> : null}
      <ConfirmDialog
        open={asking !== undefined}
        onOpenChange={() => setAsking(undefined)}
        title={`Become ${asking ? roleText[asking].label.toLowerCase() : ''} yourself?`}
        description="You lose what your present role may do, and cannot give it back to yourself."
        confirmLabel="Change my role"
        onConfirm={async () => {
          const failure = asking && (await save(asking))
          // what the frame and the page offer depends on the role
          if (!failure) location.reload()
          return failure
        }}
      />
    </div>
  )
}
