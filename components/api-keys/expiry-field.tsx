'use client'

import { useEffect } from 'react'
import { type UseFormReturn, useWatch } from 'react-hook-form'
import { FormField } from '#components/form/form-field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import type { ApiKeyKind } from '#lib/domain/api-keys/caller.ts'
import type { KeyForm } from './create-key-form.tsx'
import { dayOf, expiryChoices } from './expiry.ts'

const DAY_MS = 86_400_000

/** When a key ends by itself. A personal token always does. */
export function ExpiryField({ form, kind }: { form: UseFormReturn<KeyForm>; kind: ApiKeyKind }) {
  const expiry = useWatch({ control: form.control, name: 'expiry' })
  const mayLive = kind !== 'personal_token'
  const options = expiryChoices.filter(({ value }) => mayLive || value !== 'never')
  const { errors } = form.formState
  const { setValue } = form

  useEffect(() => {
    if (!mayLive && expiry === 'never') setValue('expiry', '365')
  }, [mayLive, expiry, setValue])

  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-3">
      <FormField
        label="Expires"
        hint={
          expiry === 'never'
            ? 'A key without an end works until somebody revokes it.'
            : mayLive
              ? undefined
              : 'A personal token always ends.'
        }
        className="w-48"
      >
        {(control) => (
          <Select
            {...control}
            options={options}
            value={expiry}
            onValueChange={(value) => {
              form.clearErrors('day')
              setValue('expiry', value)
            }}
          />
        )}
      </FormField>
      {expiry === 'custom' ? (
        <FormField
          label="Last day"
          hint="Until the end of that day, UTC."
          error={errors.day?.message}
          className="w-48"
        >
          {(control) => (
            <Input
              {...control}
              {...form.register('day')}
              type="date"
              min={dayOf(Date.now())}
              max={dayOf(Date.now() + 3649 * DAY_MS)}
            />
          )}
        </FormField>
      ) : null}
    </div>
  )
}
