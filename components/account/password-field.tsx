'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { FieldRow } from '#components/form/field-row.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogContent } from '#components/ui/dialog.tsx'
import { Spinner } from '#components/ui/spinner.tsx'

/** Fetched when it is first wanted. */
const PasswordForm = dynamic(() => import('./password-form.tsx').then((module) => module.PasswordForm), {
  ssr: false,
  loading: () => (
    <div className="grid h-[200px] place-items-center">
      <Spinner />
    </div>
  ),
})

/** The password: never shown, changed in a dialog. */
export function PasswordField() {
  const [open, setOpen] = useState(false)
  return (
    <FieldRow
      label="Password"
      hint="Changing it signs you out everywhere else."
      action={
        <Button size="s" onClick={() => setOpen(true)}>
          Change…
        </Button>
      }
    >
      <span aria-hidden="true">••••••••••••</span>
      <span className="sr-only">Not shown</span>
      <Dialog open={open} onOpenChange={setOpen}>
        <DialogContent title="Change password" width="s">
          <PasswordForm onDone={() => setOpen(false)} />
        </DialogContent>
      </Dialog>
    </FieldRow>
  )
}
