'use client'

import { lazy, Suspense, useState } from 'react'
import { SwitchField } from '#components/form/switch-field.tsx'
import { fieldLabels } from '#lib/domain/endpoints/fields.ts'
import { roleNeeded, useEndpointScope } from './endpoint-scope.tsx'

const ConfirmDialog = lazy(() =>
  import('#components/ui/alert-dialog.tsx').then((module) => ({ default: module.ConfirmDialog })),
)
const SecretOnceDialog = lazy(() =>
  import('./secret-once-dialog.tsx').then((module) => ({ default: module.SecretOnceDialog })),
)

/** Whether deliveries are signed. What happens to the secret is said, and agreed to, before it happens. */
export function SigningField() {
  const { endpoint, profile, authors, may, save } = useEndpointScope()
  const [asked, setAsked] = useState<{ next: boolean; answer: (yes: boolean) => void }>()
  const [secret, setSecret] = useState<string>()
  if (!profile.fields.signing) return null
  const withSecret = profile.secret.presence === 'while-signing'

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
      <Suspense>
        {asked ? (
          <ConfirmDialog
            open
            onOpenChange={(open) => {
              if (!open) asked.answer(false)
            }}
            title={asked.next ? 'Turn signing on?' : 'Turn signing off?'}
            description={consequence(asked.next, withSecret)}
            confirmLabel={asked.next ? 'Turn on' : 'Turn off'}
            tone={asked.next ? 'primary' : 'danger'}
            onConfirm={() => {
              asked.answer(true)
              return undefined
            }}
          />
        ) : null}
        {secret === undefined ? null : (
          <SecretOnceDialog secret={secret} onStored={() => setSecret(undefined)} />
        )}
      </Suspense>
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
