'use client'

import { isSensitive } from '#lib/domain/toolkits/toolkit.ts'
import { OpenValueField } from './open-value-field.tsx'
import { SecretValueField } from './secret-value-field.tsx'
import { useSourceScope } from './source-scope.tsx'

/** What the toolkit asks for, in its order, each saved alone. */
export function SetupFields() {
  const { toolkit } = useSourceScope()
  return Object.entries(toolkit.setupFields).map(([name, field]) =>
    isSensitive(field) ? (
      <SecretValueField key={name} name={name} field={field} />
    ) : (
      <OpenValueField key={name} name={name} field={field} />
    ),
  )
}
