'use client'

import { type RefObject, useEffect } from 'react'
import { Controller, useForm, useWatch } from 'react-hook-form'
import { FormDialogContent } from '#components/form/form-dialog.tsx'
import { FormField } from '#components/form/form-field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Radio, RadioGroup } from '#components/ui/radio-group.tsx'
import { type ApiKeyKind, apiKeyKinds } from '#lib/domain/api-keys/caller.ts'
import { can } from '#lib/domain/authz/permissions.ts'
import { roleNeeded } from '#lib/domain/authz/role-needed.ts'
import { useCreateApiKey } from '#lib/queries/api-keys.ts'
import { showActionError } from '#lib/queries/form-error.ts'
import { type ExpiryChoice, lifetimeSeconds } from './expiry.ts'
import { ExpiryField } from './expiry-field.tsx'
import type { KeyReader } from './key-reader.ts'
import { kindText } from './kind-text.ts'
import { ScopesField } from './scopes-field.tsx'

export interface MadeKey {
  readonly kind: ApiKeyKind
  readonly name: string
  readonly secret: string
}

export interface KeyForm {
  kind: ApiKeyKind
  name: string
  /** a user's key can have all of the role, or only what is chosen */
  reach: 'role' | 'chosen'
  scopes: string[]
  expiry: ExpiryChoice
  day: string
}

type CreateKeyFormProps = {
  reader: KeyReader
  onMade: (made: MadeKey) => void
  onCancel: () => void
  returnFocusTo: RefObject<HTMLElement | null>
}

/** Kind, name, scopes and end of a new key. */
export function CreateKeyForm({ reader, onMade, onCancel, returnFocusTo }: CreateKeyFormProps) {
  const create = useCreateApiKey(reader.team)
  const managesKeys = can({ permissions: new Set(reader.permissions) }, 'api-key:manage')
  const kinds = apiKeyKinds.filter((kind) => managesKeys || kindText[kind].owner === 'user')
  const form = useForm<KeyForm>({
    defaultValues: {
      kind: kinds[0] ?? 'user_key',
      name: '',
      reach: 'role',
      scopes: [],
      expiry: '90',
      day: '',
    },
  })
  const { errors, isSubmitting } = form.formState
  const [kind, reach] = useWatch({ control: form.control, name: ['kind', 'reach'] })
  const isOwn = kindText[kind].owner === 'user'
  const { setFocus } = form
  useEffect(() => setFocus('name'), [setFocus])

  const submit = form.handleSubmit(async (values) => {
    const lifetime = lifetimeSeconds(values.expiry, values.day, Date.now())
    if ('fault' in lifetime) return form.setError('day', { message: lifetime.fault }, { shouldFocus: true })
    const chooses = !isOwn || values.reach === 'chosen'
    if (chooses && values.scopes.length === 0)
      return form.setError('scopes', { message: 'Choose at least one scope.' }, { shouldFocus: true })
    try {
      const { key, secret } = await create.mutateAsync({
        kind: values.kind,
        name: values.name,
        scopes: chooses ? values.scopes : [],
        expiresInSeconds: lifetime.seconds,
      })
      create.reset()
      onMade({ kind: key.kind, name: key.name, secret })
    } catch (error) {
      showActionError(form, error)
    }
  })

  return (
    <FormDialogContent
      title="New API key"
      description="It is shown once, when it is made. Only a fingerprint of it is kept."
      submitLabel="Create key"
      submitting={isSubmitting}
      onSubmit={(event) => void submit(event)}
      onCancel={onCancel}
      error={errors.root?.message}
      returnFocusTo={returnFocusTo}
    >
      <FormField
        label="Name"
        hint="What it is for, so that others know what stops when it is revoked."
        error={errors.name?.message}
      >
        {(control) => (
          <Input
            {...control}
            {...form.register('name', {
              validate: (name) => name.trim() !== '' || 'The name must not be empty.',
            })}
            autoComplete="off"
          />
        )}
      </FormField>
      <RadioGroup legend="Kind" showLegend>
        {kinds.map((each) => (
          <Radio
            key={each}
            {...form.register('kind')}
            value={each}
            description={`${kindText[each].use} ${kindText[each].belongs}`}
          >
            {kindText[each].label}
          </Radio>
        ))}
        {managesKeys ? null : (
          <p className="text-faint text-sm">{roleNeeded('Making keys of the team', 'api-key:manage')}</p>
        )}
      </RadioGroup>
      <Controller
        control={form.control}
        name="scopes"
        render={({ field }) => (
          <ScopesField
            reader={reader}
            isOwn={isOwn}
            reach={reach}
            onReach={(next) => form.setValue('reach', next)}
            value={field.value}
            onChange={(next) => {
              form.clearErrors('scopes')
              field.onChange(next)
            }}
            error={errors.scopes?.message}
            focusRef={field.ref}
          />
        )}
      />
      <ExpiryField form={form} kind={kind} />
    </FormDialogContent>
  )
}
