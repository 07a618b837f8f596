'use client'

import { type RefObject, useState } from 'react'
import { SecretOnceDialog } from '#components/feedback/secret-once-dialog.tsx'
import { Code } from '#components/ui/code.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { CreateKeyForm, type MadeKey } from './create-key-form.tsx'
import type { KeyReader } from './key-reader.ts'
import { kindText } from './kind-text.ts'

type CreateKeyDialogProps = {
  reader: KeyReader
  onClose: () => void
  returnFocusTo: RefObject<HTMLElement | null>
}

/** Makes a key, and shows it: once, because only its hash is kept. */
export function CreateKeyDialog({ reader, onClose, returnFocusTo }: CreateKeyDialogProps) {
  const [made, setMade] = useState<MadeKey>()
  if (made) {
    const { label } = kindText[made.kind]
    return (
      <SecretOnceDialog
        secret={made.secret}
        what={label.toLowerCase()}
        origin={`${made.name} is ready.`}
        store="Store it where your program reads its secrets, then go on."
        beside={
          made.kind === 'storno_key' ? (
            <p className="mt-3 text-muted">
              Storno clients also send <code>X-Company</code>:{' '}
              <Code copy={reader.teamId} copyLabel="company id" className="text-text">
                {reader.teamId}
              </Code>
            </p>
          ) : null
        }
        onStored={onClose}
        returnFocusTo={returnFocusTo}
      />
    )
  }
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <CreateKeyForm reader={reader} onMade={setMade} onCancel={onClose} returnFocusTo={returnFocusTo} />
    </Dialog>
  )
}
