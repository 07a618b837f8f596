'use client'

import { FieldRow } from '#components/form/field-row.tsx'
import { useOnDemandDialog } from '#components/form/use-on-demand-dialog.ts'
import { Button } from '#components/ui/button.tsx'
import { roleNeeded } from '#lib/domain/authz/role-needed.ts'
import { useSourceScope } from '../fields/source-scope.tsx'

const loadDialog = () => import('./delete-dialog.tsx')

/** Deleting, behind the app's client id. `onDeleting` is told before it is tried, and again if it failed. */
export function DangerZone({ onDeleting }: { onDeleting: (deleting: boolean) => void }) {
  const { may } = useSourceScope()
  const { dialog, error, close, button } = useOnDemandDialog(loadDialog)
  const allowed = may('source:delete')
  return (
    <>
      <FieldRow
        label="Danger zone"
        error={error}
        hint={
          allowed
            ? 'Its URL and secrets go with it. The audit log keeps the record.'
            : roleNeeded('Deleting', 'source:delete')
        }
        action={
          allowed ? (
            <Button size="s" variant="danger" {...button}>
              Delete…
            </Button>
          ) : null
        }
      >
        Delete this source
      </FieldRow>
      {dialog ? <dialog.DeleteDialog onClose={close} onDeleting={onDeleting} /> : null}
    </>
  )
}
