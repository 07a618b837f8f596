'use client'

import { FieldRow } from '#components/form/field-row.tsx'
import { useOnDemandDialog } from '#components/form/use-on-demand-dialog.ts'
import { Button } from '#components/ui/button.tsx'
import { useAppScope } from './app-scope.tsx'

const loadDialog = () => import('./revoke-dialog.tsx')

/** The app's end, behind its name. */
export function DangerZone() {
  const { app } = useAppScope()
  const { dialog, error, close, button } = useOnDemandDialog(loadDialog)
  if (app.revokedAt !== null) return null
  return (
    <>
      <FieldRow
        label="Danger zone"
        error={error}
        hint="Its tokens end at once. Its endpoints stay. The audit log keeps the record."
        action={
          <Button size="s" variant="danger" {...button}>
            Revoke…
          </Button>
        }
      >
        Revoke this app
      </FieldRow>
      {dialog ? <dialog.RevokeDialog onClose={close} /> : null}
    </>
  )
}
