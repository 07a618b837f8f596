'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { ConfirmByTyping } from '#components/form/confirm-by-typing.tsx'
import { toastDone } from '#components/ui/toast.ts'
import { deleteEndpointAction } from '#lib/actions/endpoints.ts'
import { queryKeys } from '#lib/queries/keys.ts'
import { runAction } from '#lib/queries/run-action.ts'
import { useEndpointScope } from '../fields/endpoint-scope.tsx'

type DeleteDialogProps = {
  onClose: () => void
  /** told before it is tried, and again if it failed */
  onDeleting: (deleting: boolean) => void
}

/** Deletes the endpoint once its name was typed, and leads back to the list. */
export function DeleteDialog({ onClose, onDeleting }: DeleteDialogProps) {
  const { team, endpoint } = useEndpointScope()
  const router = useRouter()
  const queries = useQueryClient()
  const remove = useMutation({
    mutationFn: () => runAction(deleteEndpointAction({ team, id: endpoint.id })),
  })

  async function confirm(): Promise<string | undefined> {
    onDeleting(true)
    try {
      await remove.mutateAsync()
    } catch (error) {
      onDeleting(false)
      return error instanceof Error ? error.message : 'It could not be deleted. Try again.'
    }
    toastDone({ message: `${endpoint.name} deleted` })
    void queries.invalidateQueries({ queryKey: queryKeys.endpoints(team), refetchType: 'none' })
    router.push(`/${team}/endpoints`)
    return undefined
  }

  return (
    <ConfirmByTyping
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title="Delete this endpoint?"
      description="It stops receiving at once. Its settings and secrets are gone for good; the audit log keeps what it was."
      phrase={endpoint.name}
      confirmLabel="Delete endpoint"
      onConfirm={confirm}
    />
  )
}
