'use client'

import { useState } from 'react'
import { FormError } from '#components/form/form-field.tsx'
import { Button } from '#components/ui/button.tsx'
import { ActionError } from '#lib/queries/run-action.ts'
import { signOut } from '#lib/queries/sign-in.ts'

/** Signs out, and comes back to this page as nobody. */
export function SwitchAccount() {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()

  async function leave() {
    setBusy(true)
    setError(undefined)
    try {
      await signOut()
      location.reload()
    } catch (failure) {
      setError(failure instanceof ActionError ? failure.message : 'That did not work. Try again.')
      setBusy(false)
    }
  }

  return (
    <>
      <FormError>{error}</FormError>
      <Button variant="primary" loading={busy} onClick={() => void leave()}>
        Sign out and go on
      </Button>
    </>
  )
}
