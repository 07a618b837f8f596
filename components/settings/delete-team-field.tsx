'use client'

import { useState } from 'react'
import { ConfirmByTyping } from '#components/form/confirm-by-typing.tsx'
import { FieldRow } from '#components/form/field-row.tsx'
import { Button } from '#components/ui/button.tsx'
import { deleteTeamAction } from '#lib/actions/teams.ts'
import type { SessionTeam } from '#lib/domain/users/load-session.ts'
import { ActionError, runAction } from '#lib/queries/run-action.ts'

/** The end of a team, after typing its address. */
export function DeleteTeamField({ team }: { team: SessionTeam }) {
  const [open, setOpen] = useState(false)

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
    <FieldRow
      label="Danger zone"
      hint="Its endpoints, secrets, members and audit log go with it. Accounts stay."
      action={
        <Button size="s" variant="danger" onClick={() => setOpen(true)}>
          Delete…
        </Button>
      }
    >
      Delete this team
      <ConfirmByTyping
        open={open}
        onOpenChange={setOpen}
        title={`Delete ${team.name}?`}
        description="All of the team goes for good: endpoints, secrets, members, audit log. Nothing brings it back."
        phrase={team.slug}
        confirmLabel="Delete team"
        onConfirm={remove}
      />
    </FieldRow>
  )
}
