'use client'

import { SecretOnceDialog } from '#components/feedback/secret-once-dialog.tsx'
import { ConfirmDialog } from '#components/ui/alert-dialog.tsx'

type SigningDialogsProps = {
  /** turning it on makes a secret, turning it off destroys it */
  withSecret: boolean
  /** what is asked about; absent: nothing is asked */
  next: boolean | undefined
  onAnswer: (yes: boolean) => void
  /** the new one, to be shown once */
  secret: string | undefined
  onStored: () => void
}

/** Before signing is switched: what that does. Afterwards: the secret that was made. */
export function SigningDialogs({ withSecret, next, onAnswer, secret, onStored }: SigningDialogsProps) {
  return (
    <>
      {next === undefined ? null : (
        <ConfirmDialog
          open
          onOpenChange={(open) => {
            if (!open) onAnswer(false)
          }}
          title={next ? 'Turn signing on?' : 'Turn signing off?'}
          description={consequence(next, withSecret)}
          confirmLabel={next ? 'Turn on' : 'Turn off'}
          tone={next ? 'primary' : 'danger'}
          onConfirm={() => {
            onAnswer(true)
            return undefined
          }}
        />
      )}
      {secret === undefined ? null : <SecretOnceDialog secret={secret} onStored={onStored} />}
    </>
  )
}

function consequence(next: boolean, withSecret: boolean): string {
  if (!withSecret)
    return next ? 'Deliveries are signed from now on.' : 'Deliveries go out unsigned from now on.'
  return next
    ? 'A new secret is made and shown once. From then on deliveries carry a signature made with it, so store it in the receiver.'
    : 'The secret is destroyed for good, and deliveries go out without a signature. Turning signing on again makes another secret; this one cannot come back.'
}
