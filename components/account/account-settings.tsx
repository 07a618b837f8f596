'use client'

import { FieldList, FieldRow } from '#components/form/field-row.tsx'
import { ThemeChoice } from '#components/layout/theme-switch.tsx'
import { NameField } from './name-field.tsx'
import { PasswordField } from './password-field.tsx'
import { SessionsField } from './sessions-field.tsx'

/** The reader's own account, each field by itself. */
export function AccountSettings({ name, email }: { name: string; email: string }) {
  return (
    <FieldList className="mt-5 max-w-[760px]">
      <NameField name={name} />
      <FieldRow label="Email" hint="What you sign in with. It stays as it is.">
        {email}
      </FieldRow>
      <PasswordField />
      <FieldRow label="Theme" hint="For this browser.">
        <ThemeChoice />
      </FieldRow>
      <SessionsField />
    </FieldList>
  )
}
