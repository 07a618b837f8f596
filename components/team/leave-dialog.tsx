'use client'

import { ConfirmDialog } from '#components/ui/alert-dialog.tsx'
import { useLeaveTeam } from '#lib/queries/members.ts'
import { ActionError } from '#lib/queries/run-action.ts'

type LeaveDialogProps = {
  team: string
  teamName: string
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Asks before the reader leaves the team. */
export function LeaveDialog({ team, teamName, open, onOpenChange }: LeaveDialogProps) {
  const leaveTeam = useLeaveTeam(team)

  async function leave(): Promise<string | undefined> {
    try {
      await leaveTeam.mutateAsync()
      location.assign('/')
      return undefined
    } catch (error) {
      return error instanceof ActionError ? error.message : 'That did not work. Try again.'
    }
  }

  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Leave ${teamName}?`}
      description="You lose access at once. To come back you need a new invitation."
      confirmLabel="Leave"
      onConfirm={leave}
    />
  )
}
