'use client'

import { useState } from 'react'
import { FormError } from '#components/form/form-field.tsx'
import { Button } from '#components/ui/button.tsx'
import { acceptInvitationAction } from '#lib/actions/invitations.ts'
import { ActionError, runAction } from '#lib/queries/run-action.ts'

/** Joins the signed-in account to the team. */
export function JoinButton({
  token,
  teamName,
  teamSlug,
}: {
  token: string
  teamName: string
  teamSlug: string
}) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()

  async function join() {
    setBusy(true)
    setError(undefined)
    try {
      await runAction(acceptInvitationAction({ token }))
      location.assign(`/${teamSlug}/endpoints`)
    } catch (failure) {
      setError(failure instanceof ActionError ? failure.message : 'That did not work. Try again.')
      setBusy(false)
    }
  }

  return (
    <>
      <FormError>{error}</FormError>
      <Button variant="primary" loading={busy} onClick={() => void join()}>
        Join {teamName}
      </Button>
    </>
  )
}
