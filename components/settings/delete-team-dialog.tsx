'use client'

import { ConfirmByTyping } from '#components/form/confirm-by-typing.tsx'
import { deleteTeamAction } from '#lib/actions/teams.ts'
import type { SessionTeam } from '#lib/domain/users/load-session.ts'
import { ActionError, runAction } from '#lib/queries/run-action.ts'

/** Deletes the team once its address was typed, and leads to another. */
export function DeleteTeamDialog({ team, onClose }: { team: SessionTeam; onClose: () => void }) {
  async function remove(): Promise<string | undefined> {
    try {
      await runAction(deleteTeamAction({ team: team.slug, confirm: team.slug }))
      location.assign('/')
      return undefined
    } catch (error) {
      return error instanceof ActionError ? error.message : 'That did not work. Try again.'
    }
  }

  return (
    <ConfirmByTyping
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={`Delete ${team.name}?`}
      description="All of the team goes for good: endpoints, secrets, members, audit log. Nothing brings it back."
      phrase={team.slug}
      confirmLabel="Delete team"
      onConfirm={remove}
    />
  )
}
