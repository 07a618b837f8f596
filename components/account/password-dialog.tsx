'use client'

import { Dialog, DialogContent } from '#components/ui/dialog.tsx'
import { PasswordForm } from './password-form.tsx'

/** The old password and the new one, over the page. */
export function PasswordDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <DialogContent title="Change password" width="s">
        <PasswordForm onDone={onClose} />
      </DialogContent>
    </Dialog>
  )
}
