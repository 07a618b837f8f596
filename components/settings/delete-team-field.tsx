'use client'

import { FieldRow } from '#components/form/field-row.tsx'
import { useOnDemandDialog } from '#components/form/use-on-demand-dialog.ts'
import { Button } from '#components/ui/button.tsx'
import type { SessionTeam } from '#lib/domain/users/load-session.ts'

const loadDialog = () => import('./delete-team-dialog.tsx')

/** The end of a team, after typing its address. */
export function DeleteTeamField({ team }: { team: SessionTeam }) {
  const { dialog, error, close, button } = useOnDemandDialog(loadDialog)
  return (
    <FieldRow
      label="Danger zone"
      hint="Its endpoints, secrets, members and audit log go with it. Accounts stay."
      error={error}
      action={
        <Button size="s" variant="danger" {...button}>
          Delete…
        </Button>
      }
    >
      Delete this team
      {dialog ? <dialog.DeleteTeamDialog team={team} onClose={close} /> : null}
    </FieldRow>
  )
}
