'use client'

import { useState } from 'react'
import { FieldRow } from '#components/form/field-row.tsx'
import { Button } from '#components/ui/button.tsx'
import { removeDemoAction } from '#lib/actions/teams.ts'
import { ActionError, runAction } from '#lib/queries/run-action.ts'

/** One click, because all of it is made up. */
export function RemoveDemoField({ team }: { team: string }) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()

  async function remove() {
    setBusy(true)
    setError(undefined)
    try {
      await runAction(removeDemoAction({ team }))
      location.assign('/')
    } catch (failure) {
      setError(failure instanceof ActionError ? failure.message : 'That did not work. Try again.')
      setBusy(false)
    }
  }

  return (
    <FieldRow
      label="Demo"
      hint="Goes with its made-up members. Your account and your other teams stay."
      error={error}
      action={
        <Button size="s" loading={busy} onClick={() => void remove()}>
          Remove the demo
        </Button>
      }
    >
      This team was made for looking around
    </FieldRow>
  )
}
