'use client'

import { usePathname } from 'next/navigation'
import { useEffect, useState } from 'react'
import { AlertDialog, AlertDialogCancel, AlertDialogContent } from '#components/ui/alert-dialog.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import { onSessionEnded } from '#lib/queries/session-ended.ts'

/** Says that the session has ended when an action finds it so. What was typed stays, to be copied. */
export function SessionEnded() {
  const pathname = usePathname()
  const [open, setOpen] = useState(false)
  useEffect(() => onSessionEnded(() => setOpen(true)), [])
  return (
    <AlertDialog open={open} onOpenChange={setOpen}>
      <AlertDialogContent
        title="Your session has ended"
        description="It ends when your role or password changes, and after 30 days. What is typed here was not saved."
        footer={
          <>
            <AlertDialogCancel>Stay here</AlertDialogCancel>
            {/* a whole new page: nothing of the old session stays in memory */}
            <a
              className={buttonClass({ variant: 'primary' })}
              href={`/sign-in?callbackUrl=${encodeURIComponent(pathname)}`}
            >
              Sign in again
            </a>
          </>
        }
      />
    </AlertDialog>
  )
}
