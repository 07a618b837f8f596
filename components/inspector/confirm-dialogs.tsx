'use client'

import { ConfirmDialog } from '#components/ui/alert-dialog.tsx'
import { toastDone } from '#components/ui/toast.ts'
import type { InboxView } from '#lib/domain/inspector/inbox.ts'
import { useClearInbox, useCloseInbox } from '#lib/queries/inspector.ts'

type DialogProps = { team: string; inbox: InboxView; onClose: () => void }

/** The words of a refusal; nothing when it was done. */
async function refusalOf(deed: () => Promise<void>): Promise<string | undefined> {
  try {
    await deed()
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : 'That did not work. Try again.'
  }
}

/** Asks before the requests of an inbox are taken away. */
export function ClearDialog({ team, inbox, onClose }: DialogProps) {
  const clear = useClearInbox(team, inbox.id)
  const confirm = () =>
    refusalOf(async () => {
      const count = await clear.mutateAsync()
      toastDone({ message: count === 1 ? '1 request cleared' : `${count} requests cleared` })
    })
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Clear ${inbox.name}?`}
      description="Its requests are gone for good, for the whole team. The URL stays as it is."
      confirmLabel="Clear"
      onConfirm={confirm}
    />
  )
}

/** Asks before an inbox's address ends. */
export function CloseDialog({ team, inbox, onClose, onClosed }: DialogProps & { onClosed: () => void }) {
  const close = useCloseInbox(team, inbox.id)
  const confirm = () =>
    refusalOf(async () => {
      await close.mutateAsync()
      toastDone({ message: `${inbox.name} closed` })
      onClosed()
    })
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Close ${inbox.name}?`}
      description="Its URL ends at once, and its requests are gone for good. Endpoints that lead there are told that nothing is there."
      confirmLabel="Close inbox"
      onConfirm={confirm}
    />
  )
}
