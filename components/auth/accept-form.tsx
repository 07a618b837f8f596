'use client'

import { useForm } from 'react-hook-form'
import { FormError, FormField } from '#components/form/form-field.tsx'
import { PasswordInput } from '#components/form/password-input.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { Input } from '#components/ui/input.tsx'
import { acceptAsNewUserAction } from '#lib/actions/invitations.ts'
import { PASSWORD_MIN_LENGTH } from '#lib/domain/users/password-length.ts'
import { showActionError } from '#lib/queries/form-error.ts'
import { formResolver } from '#lib/queries/form-resolver.ts'
import { runAction } from '#lib/queries/run-action.ts'
import { AuthForm } from './auth-form.tsx'

const resolver = formResolver(() =>
  import('#lib/domain/invitations/schema.ts').then((module) => module.acceptAsNewSchema),
)

/** Makes the account of an invited address, and joins it to the team. */
export function AcceptForm({ token, email, teamSlug }: { token: string; email: string; teamSlug: string }) {
  const form = useForm({ resolver: resolver })
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState

  const submit = form.handleSubmit(async ({ name, password }) => {
    try {
      await runAction(acceptAsNewUserAction({ token, name, password }))
      location.assign(`/${teamSlug}/endpoints`)
    } catch (error) {
      showActionError(form, error)
    }
  })

  return (
    <AuthForm onSubmit={submit}>
      <FormError>{errors.root?.message}</FormError>
      <FormField label="Email" hint="The invitation is for this address.">
        {(control) => (
          <Input
            {...control}
            type="email"
            value={email}
            readOnly
            autoComplete="username"
            className="text-muted"
          />
        )}
      </FormField>
      <FormField label="Your name" error={errors.name?.message}>
        {(control) => <Input {...control} {...form.register('name')} autoComplete="name" />}
      </FormField>
      <FormField
        label="Password"
        hint={`At least ${PASSWORD_MIN_LENGTH} characters.`}
        error={errors.password?.message}
      >
        {(control) => (
          <PasswordInput {...control} {...form.register('password')} autoComplete="new-password" />
        )}
      </FormField>
      <SubmitButton loading={isSubmitting || isSubmitSuccessful}>Create account and join</SubmitButton>
    </AuthForm>
  )
}
