'use client'

import type { RefObject } from 'react'
import { ConfirmByTyping } from '#components/form/confirm-by-typing.tsx'
import { toastDone } from '#components/ui/toast.ts'
import { useRevokeOauthApp } from '#lib/queries/oauth-apps.ts'
import { useAppScope } from './app-scope.tsx'

/** The button that was pressed goes with the app's end. */
const page: RefObject<HTMLElement | null> = {
  get current() {
    return document.querySelector('main')
  },
}

/** Revokes the app once its name was typed. */
export function RevokeDialog({ onClose }: { onClose: () => void }) {
  const { team, app } = useAppScope()
  const revoke = useRevokeOauthApp(team, app.id)
  const tokens = app.activeTokens === 1 ? '1 token ends' : `${app.activeTokens} tokens end`

  async function confirm(): Promise<string | undefined> {
    try {
      await revoke.mutateAsync()
    } catch (error) {
      return error instanceof Error ? error.message : 'It could not be revoked. Try again.'
    }
    toastDone({ message: `${app.name} was revoked` })
    return undefined
  }

  return (
    <ConfirmByTyping
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title="Revoke this app?"
      description={`${app.activeTokens === 0 ? 'It gets no tokens any more' : `${tokens} at once, and it gets no new ones`}. Nothing brings the app back. Endpoints that it made stay.`}
      phrase={app.name}
      confirmLabel="Revoke app"
      onConfirm={confirm}
      returnFocusTo={page}
    />
  )
}
