'use client'

import { useState } from 'react'
import { FieldRow } from '#components/form/field-row.tsx'
import { ConfirmDialog } from '#components/ui/alert-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
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

/** Ends all sessions, this one too. */
export function SessionsField() {
  const [open, setOpen] = useState(false)
  return (
    <FieldRow
      label="Sessions"
      hint="In case you left one open somewhere."
      action={
        <Button size="s" onClick={() => setOpen(true)}>
          Sign out everywhere…
        </Button>
      }
    >
      Each lasts 30 days
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title="Sign out everywhere?"
        description="All your sessions end at once, this one too."
        confirmLabel="Sign out everywhere"
        tone="primary"
        onConfirm={signOutEverywhere}
      />
    </FieldRow>
  )
}
