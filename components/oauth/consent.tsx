'use client'

import { useState } from 'react'
import { FormError } from '#components/form/form-field.tsx'
import { Button } from '#components/ui/button.tsx'
import { authorizeAppAction, denyAppAction } from '#lib/actions/oauth-consent.ts'
import { ActionError, runAction } from '#lib/queries/run-action.ts'

/** A user's yes or no to an app; either leads back to it. `team` is null for who can only say no. */
export function Consent({ team, query, appName }: { team: string | null; query: string; appName: string }) {
  const [busy, setBusy] = useState<'yes' | 'no'>()
  const [error, setError] = useState<string>()

  async function answer(kind: 'yes' | 'no', call: () => Promise<{ to: string }>) {
    setBusy(kind)
    setError(undefined)
    try {
      location.assign((await call()).to)
    } catch (failure) {
      setError(failure instanceof ActionError ? failure.message : 'That did not work. Try again.')
      setBusy(undefined)
    }
  }

  return (
    <>
      <FormError>{error}</FormError>
      {team === null ? null : (
        <Button
          variant="primary"
          loading={busy === 'yes'}
          disabled={busy === 'no'}
          onClick={() => void answer('yes', () => runAction(authorizeAppAction({ team, query })))}
        >
          Allow
        </Button>
      )}
      <Button
        loading={busy === 'no'}
        disabled={busy === 'yes'}
        onClick={() => void answer('no', () => runAction(denyAppAction({ query })))}
      >
        {team === null ? `Go back to ${appName}` : 'Deny'}
      </Button>
    </>
  )
}
