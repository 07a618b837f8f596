'use client'

import { type RefObject, useRef } from 'react'
import { ConfirmDialog } from '#components/ui/alert-dialog.tsx'
import { toastDone } from '#components/ui/toast.ts'
import type { SecretView } from '#lib/domain/endpoints/view.ts'
import { useRevokeSecret } from '#lib/queries/endpoints.ts'
import { useEndpointScope } from './endpoint-scope.tsx'

type RevokeDialogProps = {
  /** the key to revoke */
  secret: SecretView
  onClose: () => void
  /** takes the focus when the key is gone, and its button with it */
  focusAfter: RefObject<HTMLElement | null>
}

/** Asks before an older key signs no more. */
export function RevokeDialog({ secret, onClose, focusAfter }: RevokeDialogProps) {
  const { team, endpoint } = useEndpointScope()
  const revoke = useRevokeSecret(team, endpoint.id)
  const afterDialog = useRef<HTMLElement>(null)

  async function confirm(): Promise<string | undefined> {
    try {
      await revoke.mutateAsync(secret.id)
      afterDialog.current = focusAfter.current
      toastDone({ message: 'Older key revoked' })
      return undefined
    } catch (error) {
      return error instanceof Error ? error.message : 'It could not be revoked. Try again.'
    }
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title="Revoke the older key?"
      description="Receivers that still verify with it will refuse deliveries from now on. It cannot be brought back."
      confirmLabel="Revoke now"
      onConfirm={confirm}
      returnFocusTo={afterDialog}
    />
  )
}
