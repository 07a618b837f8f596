'use client'

import { ConfirmDialog } from '#components/ui/alert-dialog.tsx'
import { signOutEverywhereAction } from '#lib/actions/account.ts'
import { ActionError, runAction } from '#lib/queries/run-action.ts'

async function signOutEverywhere(): Promise<string | undefined> {
  try {
    await runAction(signOutEverywhereAction({}))
    location.assign('/sign-in')
    return undefined
  } catch (error) {
    return error instanceof ActionError ? error.message : 'That did not work. Try again.'
  }
}

/** Asks before all sessions end. */
export function SessionsDialog({ onClose }: { onClose: () => void }) {
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title="Sign out everywhere?"
      description="All your sessions end at once, this one too."
      confirmLabel="Sign out everywhere"
      tone="primary"
      onConfirm={signOutEverywhere}
    />
  )
}
