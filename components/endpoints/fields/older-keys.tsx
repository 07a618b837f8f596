'use client'

import { useQueryClient } from '@tanstack/react-query'
import { lazy, type RefObject, Suspense, useEffect, useRef, useState } from 'react'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { exactTimeText } from '#components/ui/relative-time-text.ts'
import { toastDone } from '#components/ui/toast.ts'
import type { SecretView } from '#lib/domain/endpoints/view.ts'
import { useRevokeSecret } from '#lib/queries/endpoints.ts'
import { queryKeys } from '#lib/queries/keys.ts'
import { roleNeeded, useEndpointScope } from './endpoint-scope.tsx'

const ConfirmDialog = lazy(() =>
  import('#components/ui/alert-dialog.tsx').then((module) => ({ default: module.ConfirmDialog })),
)

/** Keys that still sign beside the current one: until when, and the way to end that now. */
export function OlderKeys({
  keys,
  focusAfter,
}: {
  keys: readonly SecretView[]
  /** takes the focus when a key is gone, and its button with it */
  focusAfter: RefObject<HTMLElement | null>
}) {
  const { team, endpoint, may } = useEndpointScope()
  const queries = useQueryClient()
  const revoke = useRevokeSecret(team, endpoint.id)
  const [asked, setAsked] = useState<SecretView>()
  const afterDialog = useRef<HTMLElement>(null)

  // The next key to expire leaves the page when it does.
  const nextMs = Math.min(...keys.map((key) => Date.parse(key.expiresAt ?? '')))
  useEffect(() => {
    if (!Number.isFinite(nextMs)) return
    const timer = setTimeout(
      () => void queries.invalidateQueries({ queryKey: queryKeys.endpoint(team, endpoint.id) }),
      // Timers hold 31 bits; one that is further off is started anew by any change of the page before.
      Math.min(Math.max(nextMs - Date.now(), 0) + 1000, 2 ** 31 - 1),
    )
    return () => clearTimeout(timer)
  }, [queries, team, endpoint.id, nextMs])

  async function confirm(key: SecretView): Promise<string | undefined> {
    try {
      await revoke.mutateAsync(key.id)
      afterDialog.current = focusAfter.current
      toastDone({ message: 'Older key revoked' })
      return undefined
    } catch (error) {
      return error instanceof Error ? error.message : 'It could not be revoked. Try again.'
    }
  }

  return (
    <>
      <ul aria-label="Older keys" className="text-muted text-sm empty:hidden">
        {keys.map((key) => (
          <li key={key.id} className="mt-1">
            An older key of <RelativeTime at={key.createdAt} /> still signs until{' '}
            <time dateTime={key.expiresAt ?? ''} className="whitespace-nowrap">
              {untilText(key.expiresAt)}
            </time>{' '}
            (<RelativeTime at={key.expiresAt ?? 0} />
            ).{' '}
            {may('secret:revoke') ? (
              <button
                type="button"
                onClick={() => {
                  afterDialog.current = null
                  setAsked(key)
                }}
                className="rounded-sm text-text underline underline-offset-2"
              >
                Revoke now
              </button>
            ) : (
              roleNeeded('Revoking', 'secret:revoke')
            )}
          </li>
        ))}
      </ul>
      {asked ? (
        <Suspense>
          <ConfirmDialog
            open
            onOpenChange={(open) => {
              if (!open) setAsked(undefined)
            }}
            title="Revoke the older key?"
            description="Receivers that still verify with it will refuse deliveries from now on. It cannot be brought back."
            confirmLabel="Revoke now"
            onConfirm={() => confirm(asked)}
            returnFocusTo={afterDialog}
          />
        </Suspense>
      ) : null}
    </>
  )
}

/** To the minute: "23 Nov 2026, 10:15 UTC". */
function untilText(at: string | null): string {
  return at ? exactTimeText(Date.parse(at)).replace(/:\d\d UTC$/, ' UTC') : ''
}
