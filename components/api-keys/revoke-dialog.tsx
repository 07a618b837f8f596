'use client'

import { type RefObject, useMemo } from 'react'
import { ConfirmDialog } from '#components/ui/alert-dialog.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { toastDone } from '#components/ui/toast.ts'
import { useRevokeApiKey } from '#lib/queries/api-keys.ts'
import { ActionError } from '#lib/queries/run-action.ts'
import type { KeyRow } from './key-row.ts'

type RevokeDialogProps = {
  team: string
  apiKey: KeyRow
  onClose: () => void
}

/** The key's row, because the button that was pressed goes with the key's end; the page where a filter takes the row. */
function rowOf(id: string): RefObject<HTMLElement | null> {
  return {
    get current() {
      return document.querySelector<HTMLElement>(`[data-row-id="${id}"]`) ?? document.querySelector('main')
    },
  }
}

/** Asks before a key ends, and says what stops. */
export function RevokeDialog({ team, apiKey, onClose }: RevokeDialogProps) {
  const returnFocusTo = useMemo(() => rowOf(apiKey.id), [apiKey.id])
  const revokeKey = useRevokeApiKey(team)

  async function revoke(): Promise<string | undefined> {
    try {
      await revokeKey.mutateAsync(apiKey.id)
      toastDone({ message: `${apiKey.name} was revoked` })
      return undefined
    } catch (error) {
      return error instanceof ActionError ? error.message : 'That did not work. Try again.'
    }
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Revoke ${apiKey.name}?`}
      description={
        <>
          Whatever uses this key is refused from its next request on. Nothing brings the key back.{' '}
          {apiKey.lastUsedAt === null ? (
            'It was never used.'
          ) : (
            <>
              It was last used <RelativeTime at={apiKey.lastUsedAt} />.
            </>
          )}
        </>
      }
      confirmLabel="Revoke key"
      onConfirm={revoke}
      returnFocusTo={returnFocusTo}
    />
  )
}
