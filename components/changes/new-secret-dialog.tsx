'use client'

import { useEffect } from 'react'
import { AlertDialog, AlertDialogContent } from '#components/ui/alert-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import type { NewSecret } from './use-revert.ts'

/** Shows the secret that a revert made, once. Only the button closes it. */
export function NewSecretDialog({
  secret,
  onStored,
}: {
  secret: NewSecret | undefined
  onStored: () => void
}) {
  const open = secret !== undefined
  useEffect(() => {
    if (!open) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [open])
  return (
    // Escape would lose it
    <AlertDialog open={open} onOpenChange={() => {}}>
      <AlertDialogContent
        title="New signing secret"
        description={`${secret?.endpointName ?? 'The endpoint'} signs again, with a new secret. It is shown this once. Store it where the receiver verifies, then go on.`}
        footer={
          <>
            {secret ? <CopyButton value={secret.secret} label="signing secret" size="m" /> : null}
            <Button variant="primary" onClick={onStored}>
              I have stored it
            </Button>
          </>
        }
      >
        <p className="mt-4 select-all break-all rounded-lg border border-line bg-sunken px-3 py-2.5">
          <code>{secret?.secret}</code>
        </p>
      </AlertDialogContent>
    </AlertDialog>
  )
}
