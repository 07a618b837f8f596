'use client'

import { type RefObject, useRef, useState } from 'react'
import { SecretOnceDialog } from '#components/feedback/secret-once-dialog.tsx'
import { ConfirmDialog } from '#components/ui/alert-dialog.tsx'
import { useRotateClientSecret } from '#lib/queries/oauth-apps.ts'
import { ActionError } from '#lib/queries/run-action.ts'
import { useAppScope } from './app-scope.tsx'

type RotateDialogProps = { onClose: () => void; returnFocusTo: RefObject<HTMLElement | null> }

/** Asks before the old secret ends, and shows the new one, once. */
export function RotateDialog({ onClose, returnFocusTo }: RotateDialogProps) {
  const { team, app } = useAppScope()
  const { mutateAsync, reset } = useRotateClientSecret(team, app.id)
  const [secret, setSecret] = useState<string>()
  // The question closes itself when it is done, and by then the secret has taken its place.
  const isDone = useRef(false)

  async function rotate(): Promise<string | undefined> {
    try {
      const { clientSecret } = await mutateAsync()
      reset()
      isDone.current = true
      setSecret(clientSecret)
      return undefined
    } catch (error) {
      return error instanceof ActionError ? error.message : 'That did not work. Try again.'
    }
  }

  if (secret !== undefined)
    return (
      <SecretOnceDialog
        secret={secret}
        what="client secret"
        store="Store it where the app reads its secrets, then go on."
        detail="The old one is refused from now on."
        onStored={onClose}
        returnFocusTo={returnFocusTo}
      />
    )
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => (open || isDone.current ? undefined : onClose())}
      title="Rotate the client secret?"
      description="The old secret ends at once: until the app has the new one, it gets no new tokens. The tokens that it has go on working."
      confirmLabel="Rotate secret"
      tone="primary"
      onConfirm={rotate}
      returnFocusTo={returnFocusTo}
    />
  )
}
