'use client'

import { useRouter } from 'next/navigation'
import { ConfirmByTyping } from '#components/form/confirm-by-typing.tsx'
import { toastDone } from '#components/ui/toast.ts'
import { useDeleteSource } from '#lib/queries/sources.ts'
import { useSourceScope } from '../fields/source-scope.tsx'

type DeleteDialogProps = {
  onClose: () => void
  /** told before it is tried, and again if it failed */
  onDeleting: (deleting: boolean) => void
}

/** Deletes the source once its app's client id was typed, and leads back to the list. */
export function DeleteDialog({ onClose, onDeleting }: DeleteDialogProps) {
  const { team, source, toolkit } = useSourceScope()
  const router = useRouter()
  const remove = useDeleteSource(team, source.id)

  async function confirm(): Promise<string | undefined> {
    onDeleting(true)
    try {
      await remove.mutateAsync()
    } catch (error) {
      onDeleting(false)
      return error instanceof Error ? error.message : 'It could not be deleted. Try again.'
    }
    toastDone({ message: `${toolkit.label} source deleted` })
    router.push(`/${team}/sources`)
    return undefined
  }

  return (
    <ConfirmByTyping
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title="Delete this source?"
      description="Its URL ends at once, and a new source gets another. Its secrets are gone for good; the audit log keeps what it was."
      phrase={source.clientId}
      confirmLabel="Delete source"
      onConfirm={confirm}
    />
  )
}
