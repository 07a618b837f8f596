'use client'

import { ConfirmDialog } from '#components/ui/alert-dialog.tsx'
import { toastDone } from '#components/ui/toast.ts'
import type { Member } from '#lib/domain/members/member.ts'
import { useRemoveMember } from '#lib/queries/members.ts'
import { ActionError } from '#lib/queries/run-action.ts'

type RemoveDialogProps = {
  team: string
  teamName: string
  /** undefined: closed */
  member: Member | undefined
  onClose: () => void
}

/** Asks before somebody is taken out of the team. */
export function RemoveDialog({ team, teamName, member, onClose }: RemoveDialogProps) {
  const removeMember = useRemoveMember(team)

  async function remove(): Promise<string | undefined> {
    if (!member) return undefined
    try {
      await removeMember.mutateAsync(member.userId)
      toastDone({ message: `${member.name} is no longer in ${teamName}` })
      return undefined
    } catch (error) {
      return error instanceof ActionError ? error.message : 'That did not work. Try again.'
    }
  }

  return (
    <ConfirmDialog
      open={member !== undefined}
      onOpenChange={onClose}
      title={`Remove ${member?.name ?? ''}?`}
      description={`They lose access to ${teamName} at once, and their sessions end. Their account and what they changed stay.`}
      confirmLabel="Remove"
      onConfirm={remove}
    />
  )
}
