'use client'

import { useQueryClient } from '@tanstack/react-query'
import { type RefObject, useEffect, useState } from 'react'
import { notLoadedText, useOnDemand } from '#components/form/use-on-demand.ts'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { exactTimeText } from '#components/ui/relative-time-text.ts'
import { roleNeeded } from '#lib/domain/authz/role-needed.ts'
import type { SecretView } from '#lib/domain/endpoints/view.ts'
import { queryKeys } from '#lib/queries/keys.ts'
import { useEndpointScope } from './endpoint-scope.tsx'

const loadDialog = () => import('./revoke-dialog.tsx')

type OlderKeysProps = {
  keys: readonly SecretView[]
  /** takes the focus when a key is gone, and its button with it */
  focusAfter: RefObject<HTMLElement | null>
}

/** Keys that still sign beside the current one: until when, and the way to end that now. */
export function OlderKeys({ keys, focusAfter }: OlderKeysProps) {
  const { team, endpoint, may } = useEndpointScope()
  const queries = useQueryClient()
  const [asked, setAsked] = useState<SecretView>()
  const dialog = useOnDemand(loadDialog)
  const RevokeDialog = dialog.module?.RevokeDialog

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
                onPointerEnter={dialog.prepare}
                onFocus={dialog.prepare}
                onClick={() => {
                  dialog.fetch()
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
      {asked && dialog.failed ? (
        <p role="alert" className="mt-1 text-bad text-sm">
          {notLoadedText}
        </p>
      ) : null}
      {asked && RevokeDialog ? (
        <RevokeDialog secret={asked} onClose={() => setAsked(undefined)} focusAfter={focusAfter} />
      ) : null}
    </>
  )
}

/** To the minute: "23 Nov 2026, 10:15 UTC". */
function untilText(at: string | null): string {
  return at ? exactTimeText(Date.parse(at)).replace(/:\d\d UTC$/, ' UTC') : ''
}
