'use client'

import { useRouter } from 'next/navigation'
import { InlineField } from '#components/form/inline-field.tsx'
import type { SaveResult } from '#components/form/save-result.ts'
import { Input } from '#components/ui/input.tsx'
import { changeNameAction } from '#lib/actions/account.ts'
import { ActionError, runAction } from '#lib/queries/run-action.ts'

const loadSchema = () =>
  import('#lib/domain/users/schema.ts').then((module) => module.changeNameSchema.shape.name)

/** The name that the team and the audit log show. */
export function NameField({ name }: { name: string }) {
  const router = useRouter()

  async function save(draft: string): Promise<SaveResult<string>> {
    try {
      await runAction(changeNameAction({ name: draft }))
      router.refresh()
      return { ok: true }
    } catch (error) {
      if (error instanceof ActionError) return { ok: false, error: error.message }
      throw error
    }
  }

  return (
    <InlineField
      label="Name"
      value={name}
      schema={loadSchema}
      onSave={save}
      hint="Your teams and their audit logs show it."
      renderValue={(value) => value}
      renderEditor={({ value, onChange, control }) => (
        <Input
          {...control}
          value={value}
          autoComplete="name"
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    />
  )
}
