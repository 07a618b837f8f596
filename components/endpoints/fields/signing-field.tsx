'use client'

import { useRef, useState } from 'react'
import { SwitchField } from '#components/form/switch-field.tsx'
import { ConfirmDialog } from '#components/ui/alert-dialog.tsx'
import { fieldLabels } from '#lib/domain/endpoints/fields.ts'
import { secretTransition } from '#lib/domain/endpoints/transitions.ts'
import { roleNeeded, useEndpointScope } from './endpoint-scope.tsx'
import { SecretOnceDialog } from './secret-once-dialog.tsx'

/** Whether deliveries are signed. What happens to the secret is said, and agreed to, before it happens. */
export function SigningField() {
  const { endpoint, profile, authors, may, save } = useEndpointScope()
  const [asked, setAsked] = useState<{ next: boolean; answer: (yes: boolean) => void }>()
  const [secret, setSecret] = useState<string>()
  // The words stay while the dialog fades out.
  const lastNext = useRef(false)
  if (asked) lastNext.current = asked.next
  if (!profile.fields.signing) return null
  const next = asked?.next ?? lastNext.current
  const transition = secretTransition(profile.secret, endpoint, { signing: next })

  function ask(wanted: boolean): Promise<boolean> {
    return new Promise((resolve) => {
      setAsked({
        next: wanted,
        answer: (yes) => {
          setAsked(undefined)
          resolve(yes)
        },
      })
    })
  }

  return (
    <>
      <SwitchField
        label={fieldLabels.signing}
        checked={endpoint.signing}
        version={endpoint.version}
        changedBy={authors.signing}
        disabledReason={may('endpoint:update') ? undefined : roleNeeded('Switching', 'endpoint:update')}
        hint={(on) =>
          on
            ? 'Each delivery is signed, so that the receiver can tell that it is yours.'
            : 'Deliveries are not signed: a receiver cannot tell yours from others.'
        }
        onBeforeChange={ask}
        onSave={(on, seenVersion) =>
          save({
            field: 'signing',
            mine: on,
            toDraft: Boolean,
            patch: { signing: on },
            seenVersion,
            done: on ? 'Signing is on' : 'Signing is off',
            onSecret: setSecret,
          })
        }
      />
      <ConfirmDialog
        open={asked !== undefined}
        onOpenChange={(open) => {
          if (!open) asked?.answer(false)
        }}
        title={next ? 'Turn signing on?' : 'Turn signing off?'}
        description={
          transition === 'create'
            ? 'A new secret is made and shown once. From then on deliveries carry a signature made with it, so store it in the receiver.'
            : transition === 'destroy'
              ? 'The secret is destroyed for good, and deliveries go out without a signature. Turning signing on again makes another secret; this one cannot come back.'
              : 'Deliveries change from now on.'
        }
        confirmLabel={next ? 'Turn on' : 'Turn off'}
        tone={next ? 'primary' : 'danger'}
        onConfirm={() => {
          asked?.answer(true)
          return undefined
        }}
      />
      <SecretOnceDialog secret={secret} onStored={() => setSecret(undefined)} />
    </>
  )
}
