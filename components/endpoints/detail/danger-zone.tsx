'use client'

import { FieldRow } from '#components/form/field-row.tsx'
import { useOnDemandDialog } from '#components/form/use-on-demand-dialog.ts'
import { Button } from '#components/ui/button.tsx'
import { roleNeeded } from '#lib/domain/authz/role-needed.ts'
import { useEndpointScope } from '../fields/endpoint-scope.tsx'

const loadDialog = () => import('./delete-dialog.tsx')

/** Deleting, behind the endpoint's name. `onDeleting` is told before it is tried, and again if it failed. */
export function DangerZone({ onDeleting }: { onDeleting: (deleting: boolean) => void }) {
  const { may } = useEndpointScope()
  const { dialog, error, close, button } = useOnDemandDialog(loadDialog)
  const allowed = may('endpoint:delete')
  return (
    <>
      <FieldRow
        label="Danger zone"
        error={error}
        hint={
          allowed
            ? 'Its settings and secrets go with it. The audit log keeps the record.'
            : roleNeeded('Deleting', 'endpoint:delete')
        }
        action={
          allowed ? (
            <Button size="s" variant="danger" {...button}>
              Delete…
            </Button>
          ) : null
        }
      >
        Delete this endpoint
      </FieldRow>
      {dialog ? <dialog.DeleteDialog onClose={close} onDeleting={onDeleting} /> : null}
    </>
  )
}
