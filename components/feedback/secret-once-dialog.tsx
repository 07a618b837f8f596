'use client'

import { type ReactNode, type RefObject, useEffect } from 'react'
import { AlertDialog, AlertDialogContent } from '#components/ui/alert-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'

type SecretOnceDialogProps = {
  /** Shown for as long as it is here; the caller keeps it nowhere else. */
  secret: string
  /** What it is, for the title and the copy button: "signing secret". */
  what?: string
  /** Where it belongs. */
  store?: string
  /** A sentence about how it came to be. */
  origin?: string | undefined
  /** A sentence about the key before it. */
  detail?: string | undefined
  /** What is shown with it and is no secret. */
  beside?: ReactNode
  onStored: () => void
  returnFocusTo?: RefObject<HTMLElement | null>
}

/** Shows a new secret, once. Only its button closes it: Escape, a click beside it, or leaving the page do not by accident. */
export function SecretOnceDialog({
  secret,
  what = 'signing secret',
  store = 'Store it where the receiver verifies, then go on.',
  origin,
  detail,
  beside,
  onStored,
  returnFocusTo,
}: SecretOnceDialogProps) {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [])
  return (
    <AlertDialog open>
      <AlertDialogContent
        title={`New ${what}`}
        description={[origin, `It is shown this once. ${store}`, detail].filter(Boolean).join(' ')}
        returnFocusTo={returnFocusTo}
        footer={
          <>
            <CopyButton value={secret} label={what} size="m" />
            <Button variant="primary" onClick={onStored}>
              I have stored it
            </Button>
          </>
        }
      >
        {beside}
        <p className="mt-4 select-all break-all rounded-lg border border-line bg-sunken px-3 py-2.5">
          <code>{secret}</code>
        </p>
      </AlertDialogContent>
    </AlertDialog>
  )
}
