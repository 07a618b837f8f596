'use client'

import { FieldRow } from '#components/form/field-row.tsx'
import { useOnDemandDialog } from '#components/form/use-on-demand-dialog.ts'
import { Button } from '#components/ui/button.tsx'

const loadDialog = () => import('./password-dialog.tsx')

/** The password: never shown, changed in a dialog. */
export function PasswordField() {
  const { dialog, error, close, button } = useOnDemandDialog(loadDialog)
  return (
    <FieldRow
      label="Password"
      hint="Changing it signs you out everywhere else."
      error={error}
      action={
        <Button size="s" {...button}>
          Change…
        </Button>
      }
    >
      <span aria-hidden="true">••••••••••••</span>
      <span className="sr-only">Not shown</span>
      {dialog ? <dialog.PasswordDialog onClose={close} /> : null}
    </FieldRow>
  )
}
