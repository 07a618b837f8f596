'use client'

import { SwitchField } from '#components/form/switch-field.tsx'
import { roleNeeded } from '#lib/domain/authz/role-needed.ts'
import { fieldLabels } from '#lib/domain/endpoints/fields.ts'
import { useEndpointScope } from './endpoint-scope.tsx'
import { unverifiedWords } from './tls-words.ts'

/** Whether the receiver's certificate must verify. */
export function TlsField() {
  const { endpoint, profile, authors, may, save } = useEndpointScope()
  if (!profile.fields.tlsVerification) return null
  const isPlain = endpoint.url.startsWith('http:')
  return (
    <SwitchField
      label={fieldLabels.tlsVerification}
      checked={endpoint.tlsVerification}
      version={endpoint.version}
      changedBy={authors.tlsVerification}
      disabledReason={may('endpoint:update') ? undefined : roleNeeded('Switching', 'endpoint:update')}
      hint={(on) => (
        <>
          {on ? (
            'We refuse receivers whose certificate does not verify.'
          ) : (
            <span className="text-warn">{unverifiedWords}</span>
          )}
          {isPlain ? ' It has no effect on a URL that begins with http://.' : null}
        </>
      )}
      onSave={(on, seenVersion) =>
        save({
          field: 'tlsVerification',
          mine: on,
          toDraft: Boolean,
          patch: { tlsVerification: on },
          seenVersion,
          done: `TLS verification is ${on ? 'on' : 'off'}`,
        })
      }
    />
  )
}
