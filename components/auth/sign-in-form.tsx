'use client'

import { useForm } from 'react-hook-form'
import { FormError, FormField } from '#components/form/form-field.tsx'
import { PasswordInput } from '#components/form/password-input.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { Input } from '#components/ui/input.tsx'
import { formResolver } from '#lib/queries/form-resolver.ts'
import { ActionError } from '#lib/queries/run-action.ts'
import { signIn } from '#lib/queries/sign-in.ts'
import { AuthForm } from './auth-form.tsx'

const resolver = formResolver(() => import('./sign-in-schema.ts').then((module) => module.signInSchema))

/** `back`: the path to go on to. */
export function SignInForm({ back }: { back: string }) {
  const form = useForm({ resolver, mode: 'onSubmit', reValidateMode: 'onChange' })
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState

  const submit = form.handleSubmit(async (credentials) => {
    try {
      await signIn(credentials)
      // a whole new page: nothing of another account stays in memory
      location.assign(back)
    } catch (error) {
      form.setError('root', { message: error instanceof ActionError ? error.message : 'Try again.' })
      form.setFocus('password', { shouldSelect: true })
    }
  })

  return (
    <AuthForm onSubmit={submit}>
      <FormError>{errors.root?.message}</FormError>
      <FormField label="Email" error={errors.email?.message}>
        {(control) => (
          <Input
            {...control}
            {...form.register('email')}
            type="email"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            autoFocus
          />
        )}
      </FormField>
      <FormField label="Password" error={errors.password?.message}>
        {(control) => (
          <PasswordInput {...control} {...form.register('password')} autoComplete="current-password" />
        )}
      </FormField>
      <SubmitButton loading={isSubmitting || isSubmitSuccessful}>Sign in</SubmitButton>
    </AuthForm>
  )
}
