'use client'

import { type RefObject, useEffect } from 'react'
import { AlertDialog, AlertDialogContent } from '#components/ui/alert-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'

type SecretOnceDialogProps = {
  /** Shown for as long as it is here; the caller keeps it nowhere else. */
  secret: string
  /** A sentence about the key before it. */
  detail?: string | undefined
  onStored: () => void
  returnFocusTo?: RefObject<HTMLElement | null>
}

/** Shows a new secret, once. Only its button closes it: Escape, a click beside it, or leaving the page do not by accident. */
export function SecretOnceDialog({ secret, detail, onStored, returnFocusTo }: SecretOnceDialogProps) {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [])
  return (
    <AlertDialog open>
      <AlertDialogContent
        title="New signing secret"
        description={
          <>
            It is shown this once. Store it where the receiver verifies, then go on.
            {detail ? ` ${detail}` : null}
          </>
        }
        returnFocusTo={returnFocusTo}
        footer={
          <>
            <CopyButton value={secret} label="signing secret" size="m" />
            <Button variant="primary" onClick={onStored}>
              I have stored it
            </Button>
          </>
        }
      >
        <p className="mt-4 select-all break-all rounded-lg border border-line bg-sunken px-3 py-2.5">
          <code>{secret}</code>
        </p>
      </AlertDialogContent>
    </AlertDialog>
  )
}
