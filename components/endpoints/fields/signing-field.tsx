'use client'

import { useState } from 'react'
import { SwitchField } from '#components/form/switch-field.tsx'
import { notLoadedText, useOnDemand } from '#components/form/use-on-demand.ts'
import { roleNeeded } from '#lib/domain/authz/role-needed.ts'
import { fieldLabels } from '#lib/domain/endpoints/fields.ts'
import { useEndpointScope } from './endpoint-scope.tsx'

const loadDialogs = () => import('./signing-dialogs.tsx')

/** Whether deliveries are signed. What happens to the secret is said, and agreed to, before it happens. */
export function SigningField() {
  const { endpoint, profile, authors, may, save } = useEndpointScope()
  const [asked, setAsked] = useState<{ next: boolean; answer: (yes: boolean) => void }>()
  const [secret, setSecret] = useState<string>()
  const dialogs = useOnDemand(loadDialogs)
  if (!profile.fields.signing) return null
  const Dialogs = dialogs.module?.SigningDialogs

  function ask(next: boolean): Promise<boolean> {
    dialogs.fetch()
    return new Promise((resolve) => {
      setAsked({
        next,
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
        hint={(on) => (
          <>
            {on
              ? 'Each delivery is signed, so that the receiver can tell that it is yours.'
              : 'Deliveries are not signed: a receiver cannot tell yours from others.'}
            {asked && dialogs.failed ? (
              <span role="alert" className="block text-bad">
                {notLoadedText}
              </span>
            ) : null}
          </>
        )}
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
      {Dialogs ? (
        <Dialogs
          withSecret={profile.secret.presence === 'while-signing'}
          next={asked?.next}
          onAnswer={(yes) => asked?.answer(yes)}
          secret={secret}
          onStored={() => setSecret(undefined)}
        />
      ) : null}
    </>
  )
}
