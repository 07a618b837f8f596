'use client'

import { useMutation } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { FieldRow } from '#components/form/field-row.tsx'
import { Button } from '#components/ui/button.tsx'
import { deleteEndpointAction } from '#lib/actions/endpoints.ts'
import { runAction } from '#lib/queries/run-action.ts'
import { roleNeeded, useEndpointScope } from '../fields/endpoint-scope.tsx'

const ConfirmByTyping = lazy(() =>
  import('#components/form/confirm-by-typing.tsx').then((module) => ({ default: module.ConfirmByTyping })),
)

/** Deleting, behind the endpoint's name. `onDeleting` is told before it is tried, and `onKept` when it failed. */
export function DangerZone({
  onDeleting,
  onKept,
  onDeleted,
}: {
  onDeleting: () => void
  onKept: () => void
  onDeleted: (name: string) => void
}) {
  const { team, endpoint, may } = useEndpointScope()
  const [open, setOpen] = useState(false)
  const remove = useMutation({
    mutationFn: () => runAction(deleteEndpointAction({ team, id: endpoint.id })),
  })
  const allowed = may('endpoint:delete')

  async function confirm(): Promise<string | undefined> {
    onDeleting()
    try {
      await remove.mutateAsync()
      onDeleted(endpoint.name)
      return undefined
    } catch (error) {
      onKept()
      return error instanceof Error ? error.message : 'It could not be deleted. Try again.'
    }
  }

  return (
    <>
      <FieldRow
        label="Danger zone"
        hint={
          allowed
            ? 'Its settings and secrets go with it. The audit log keeps the record.'
            : roleNeeded('Deleting', 'endpoint:delete')
        }
        action={
          allowed ? (
            <Button size="s" variant="danger" onClick={() => setOpen(true)}>
              Delete…
            </Button>
          ) : null
        }
      >
        Delete this endpoint
      </FieldRow>
      {open ? (
        <Suspense>
          <ConfirmByTyping
            open
            onOpenChange={setOpen}
            title="Delete this endpoint?"
            description="It stops receiving at once. Its settings and secrets are gone for good; the audit log keeps what it was."
            phrase={endpoint.name}
            confirmLabel="Delete endpoint"
            onConfirm={confirm}
          />
        </Suspense>
      ) : null}
    </>
  )
}
