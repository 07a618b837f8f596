'use client'

import { type RefObject, useState } from 'react'
import { SecretOnceDialog } from '#components/feedback/secret-once-dialog.tsx'
import { Code } from '#components/ui/code.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { toastDone } from '#components/ui/toast.ts'
import type { Permission } from '#lib/domain/authz/permissions.ts'
import { CreateAppForm, type MadeApp } from './create-app-form.tsx'

type CreateAppDialogProps = {
  team: string
  permissions: readonly Permission[]
  onClose: () => void
  /** told once the app is there and its secret, if it has one, is stored */
  onMade: (id: string) => void
  returnFocusTo: RefObject<HTMLElement | null>
}

/** Registers an app, and shows its secret: once, because only its hash is kept. */
export function CreateAppDialog(props: CreateAppDialogProps) {
  const { team, permissions, onClose, onMade, returnFocusTo } = props
  const [made, setMade] = useState<MadeApp & { secret: string }>()

  function leaveFor({ id, name }: MadeApp) {
    toastDone({ message: `${name} created` })
    onClose()
    onMade(id)
  }

  if (made)
    return (
      <SecretOnceDialog
        secret={made.secret}
        what="client secret"
        origin={`${made.name} is ready.`}
        store="Store it where the app reads its secrets, then go on."
        beside={
          <p className="mt-3 text-muted">
            It signs in with its client ID{' '}
            <Code copy={made.clientId} copyLabel="client ID" className="text-text">
              {made.clientId}
            </Code>
          </p>
        }
        onStored={() => leaveFor(made)}
        returnFocusTo={returnFocusTo}
      />
    )
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <CreateAppForm
        team={team}
        permissions={permissions}
        onMade={(app, secret) => (secret === null ? leaveFor(app) : setMade({ ...app, secret }))}
        onCancel={onClose}
        returnFocusTo={returnFocusTo}
      />
    </Dialog>
  )
}
