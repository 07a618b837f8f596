'use client'

import { AlertDialog, AlertDialogContent } from '#components/ui/alert-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import { CodeBlock } from '#components/ui/code.tsx'
import type { NewSecret } from './use-revert.ts'

/** Shows the secret that a revert made, once. Only the button closes it. */
export function NewSecretDialog({
  secret,
  onStored,
}: {
  secret: NewSecret | undefined
  onStored: () => void
}) {
  return (
    // Escape would lose it
    <AlertDialog open={secret !== undefined} onOpenChange={() => {}}>
      <AlertDialogContent
        title="New signing secret"
        description={`${secret?.endpointName ?? 'The endpoint'} signs again, with a new secret. It is shown this once: store it where the receiver verifies.`}
        footer={
          <Button variant="primary" onClick={onStored}>
            I have stored it
          </Button>
        }
      >
        {secret ? <CodeBlock label="signing secret" code={secret.secret} className="mt-4" /> : null}
      </AlertDialogContent>
    </AlertDialog>
  )
}
