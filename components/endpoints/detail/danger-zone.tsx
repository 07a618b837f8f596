'use client'

import { useState } from 'react'
import { FieldRow } from '#components/form/field-row.tsx'
import { notLoadedText, useOnDemand } from '#components/form/use-on-demand.ts'
import { Button } from '#components/ui/button.tsx'
import { roleNeeded, useEndpointScope } from '../fields/endpoint-scope.tsx'

const loadDialog = () => import('./delete-dialog.tsx')

/** Deleting, behind the endpoint's name. `onDeleting` is told before it is tried, and again if it failed. */
export function DangerZone({ onDeleting }: { onDeleting: (deleting: boolean) => void }) {
  const { may } = useEndpointScope()
  const [open, setOpen] = useState(false)
  const dialog = useOnDemand(loadDialog)
  const DeleteDialog = open ? dialog.module?.DeleteDialog : undefined
  const allowed = may('endpoint:delete')
  return (
    <>
      <FieldRow
        label="Danger zone"
        error={open && dialog.failed ? notLoadedText : undefined}
        hint={
          allowed
            ? 'Its settings and secrets go with it. The audit log keeps the record.'
            : roleNeeded('Deleting', 'endpoint:delete')
        }
        action={
          allowed ? (
            <Button
              size="s"
              variant="danger"
              onPointerEnter={dialog.prepare}
              onFocus={dialog.prepare}
              onClick={() => {
                dialog.fetch()
                setOpen(true)
              }}
            >
              Delete…
            </Button>
          ) : null
        }
      >
        Delete this endpoint
      </FieldRow>
      {DeleteDialog ? <DeleteDialog onClose={() => setOpen(false)} onDeleting={onDeleting} /> : null}
    </>
  )
}
