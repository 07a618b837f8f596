'use client'

import { FieldRow } from '#components/form/field-row.tsx'
import { useOnDemandDialog } from '#components/form/use-on-demand-dialog.ts'
import { Button } from '#components/ui/button.tsx'

const loadDialog = () => import('./sessions-dialog.tsx')

/** Ends all sessions, this one too. */
export function SessionsField() {
  const { dialog, error, close, button } = useOnDemandDialog(loadDialog)
  return (
    <FieldRow
      label="Sessions"
      hint="In case you left one open somewhere."
      error={error}
      action={
        <Button size="s" {...button}>
          Sign out everywhere…
        </Button>
      }
    >
      Each lasts 30 days
      {dialog ? <dialog.SessionsDialog onClose={close} /> : null}
    </FieldRow>
  )
}
