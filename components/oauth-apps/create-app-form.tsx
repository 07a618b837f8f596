'use client'

import { type RefObject, useEffect, useId } from 'react'
import { Controller, useForm } from 'react-hook-form'
import { FormDialogContent } from '#components/form/form-dialog.tsx'
import { FormField } from '#components/form/form-field.tsx'
import { GroupedChecklist } from '#components/form/grouped-checklist.tsx'
import { Input } from '#components/ui/input.tsx'
import { Radio, RadioGroup } from '#components/ui/radio-group.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import type { Permission } from '#lib/domain/authz/permissions.ts'
import { showActionError } from '#lib/queries/form-error.ts'
import { useCreateOauthApp } from '#lib/queries/oauth-apps.ts'
import { appScopeGroups } from './app-scopes.ts'
import { appKindText } from './kind-text.ts'
import { parseRedirectUris, redirectUrisFault } from './redirect-uris.ts'
import { scopeChecklist } from './scope-checklist.ts'

export interface MadeApp {
  readonly id: string
  readonly name: string
  readonly clientId: string
}

interface AppForm {
  name: string
  kind: keyof typeof appKindText
  /** one a line */
  redirectUris: string
  scopes: string[]
}

type CreateAppFormProps = {
  team: string
  permissions: readonly Permission[]
  /** the secret is null for a public app */
  onMade: (app: MadeApp, secret: string | null) => void
  onCancel: () => void
  returnFocusTo: RefObject<HTMLElement | null>
}

/** Name, kind, redirect addresses and scopes of a new app. */
export function CreateAppForm({ team, permissions, onMade, onCancel, returnFocusTo }: CreateAppFormProps) {
  const id = useId()
  const create = useCreateOauthApp(team)
  const form = useForm<AppForm>({
    defaultValues: { name: '', kind: 'confidential', redirectUris: '', scopes: [] },
  })
  const { errors, isSubmitting } = form.formState
  const { setFocus } = form
  useEffect(() => setFocus('name'), [setFocus])

  const submit = form.handleSubmit(async ({ name, kind, redirectUris, scopes }) => {
    try {
      const { app, clientSecret } = await create.mutateAsync({
        name,
        confidential: kind === 'confidential',
        redirectUris: parseRedirectUris(redirectUris),
        scopes,
      })
      create.reset()
      onMade({ id: app.id, name: app.name, clientId: app.clientId }, clientSecret)
    } catch (error) {
      showActionError(form, error)
    }
  })

  return (
    <FormDialogContent
      title="New OAuth app"
      description="A program of yours or of others that asks people for access, or acts for itself."
      submitLabel="Create app"
      submitting={isSubmitting}
      onSubmit={(event) => void submit(event)}
      onCancel={onCancel}
      error={errors.root?.message}
      returnFocusTo={returnFocusTo}
    >
      <FormField
        label="Name"
        hint="People read it when the app asks for access."
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
        {(['confidential', 'public'] as const).map((kind) => (
          <Radio
            key={kind}
            {...form.register('kind', { deps: 'redirectUris' })}
            value={kind}
            description={appKindText[kind].description}
          >
            {appKindText[kind].label}
          </Radio>
        ))}
      </RadioGroup>
      <FormField
        label="Redirect addresses"
        hint="One a line: where people come back to. Compared to the letter. An app that only acts for itself needs none."
        error={errors.redirectUris?.message}
      >
        {(control) => (
          <Textarea
            {...control}
            {...form.register('redirectUris', {
              validate: (text, { kind }) => redirectUrisFault(text, kind === 'confidential') ?? true,
            })}
            mono
            rows={2}
            spellCheck={false}
            autoCapitalize="none"
            placeholder="https://app.example/callback"
          />
        )}
      </FormField>
      <fieldset className="min-w-0" aria-describedby={errors.scopes ? `${id}-scopes` : undefined}>
        <legend className="font-medium">Scopes</legend>
        <p className="mt-0.5 text-faint text-sm">
          What it may ask for. For a person it never does more than that person may.
        </p>
        {errors.scopes ? (
          <p id={`${id}-scopes`} role="alert" className="mt-3 text-bad text-sm">
            {errors.scopes.message}
          </p>
        ) : null}
        <Controller
          control={form.control}
          name="scopes"
          rules={{ validate: (scopes) => scopes.length > 0 || 'Choose at least one scope.' }}
          render={({ field }) => (
            <GroupedChecklist
              className="mt-4"
              groups={scopeChecklist(appScopeGroups(permissions))}
              value={field.value}
              onChange={field.onChange}
              invalid={errors.scopes !== undefined}
              describedBy={errors.scopes ? `${id}-scopes` : undefined}
              focusRef={field.ref}
            />
          )}
        />
      </fieldset>
    </FormDialogContent>
  )
}
