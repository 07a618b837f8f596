'use client'

import { ConfirmDialog } from '#components/ui/alert-dialog.tsx'
import { toastDone } from '#components/ui/toast.ts'
import type { Role } from '#lib/domain/authz/permissions.ts'
import type { Member } from '#lib/domain/members/member.ts'
import { useChangeRole } from '#lib/queries/members.ts'
import { ActionError } from '#lib/queries/run-action.ts'
import { roleText } from './role-text.ts'

/** Whose role is to be which. */
export type RoleChoice = { member: Member; role: Role; isReader: boolean }

type RoleDialogProps = { team: string; choice: RoleChoice; onClose: () => void }

/** Asks before a role changes: it ends the sessions of who has it. */
export function RoleDialog({ team, choice: { member, role, isReader }, onClose }: RoleDialogProps) {
  const changeRole = useChangeRole(team)
  const { label, description } = roleText[role]
  const before = member.role

  async function save(): Promise<string | undefined> {
    try {
      await changeRole.mutateAsync({ userId: member.userId, role, before })
    } catch (error) {
      return error instanceof ActionError ? error.message : 'The role could not be saved. Try again.'
    }
    const undo = async () =>
      void (await changeRole.mutateAsync({ userId: member.userId, role: before, before: role }))
    toastDone({
      message: `${member.name} is ${label.toLowerCase()} now`,
      ...(isReader ? {} : { description: 'Their sessions have ended; they sign in again.', undo }),
    })
    // what the frame and the page offer depends on the role
    if (isReader) location.reload()
    return undefined
  }

  const question = isReader
    ? {
        title: `Become ${label.toLowerCase()} yourself?`,
        description: 'You lose what your present role may do, and cannot give it back to yourself.',
        confirmLabel: 'Change my role',
      }
    : {
        title: `Make ${member.name} ${label.toLowerCase()}?`,
        description: `${label}: ${description} They are signed out now.`,
        confirmLabel: 'Change role',
        tone: 'primary' as const,
      }
  return <ConfirmDialog open onOpenChange={onClose} {...question} onConfirm={save} />
}
