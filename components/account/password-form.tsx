'use client'

import { useEffect } from 'react'
import { useForm } from 'react-hook-form'
import { FormError, FormField } from '#components/form/form-field.tsx'
import { PasswordInput } from '#components/form/password-input.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { Button } from '#components/ui/button.tsx'
import { DialogClose } from '#components/ui/dialog.tsx'
import { toastDone } from '#components/ui/toast.ts'
import { changePasswordAction } from '#lib/actions/account.ts'
import { PASSWORD_MIN_LENGTH } from '#lib/domain/users/password-length.ts'
import { showActionError } from '#lib/queries/form-error.ts'
import { formResolver } from '#lib/queries/form-resolver.ts'
import { runAction } from '#lib/queries/run-action.ts'

const resolver = formResolver(() =>
  import('#lib/domain/users/schema.ts').then((module) => module.changePasswordSchema),
)

/** The old password and the new one. */
export function PasswordForm({ onDone }: { onDone: () => void }) {
  const form = useForm({ resolver: resolver })
  const { errors, isSubmitting } = form.formState
  const { setFocus } = form
  // the dialog itself would begin at its close button
  useEffect(() => setFocus('currentPassword'), [setFocus])

  const submit = form.handleSubmit(async (passwords) => {
    try {
      await runAction(changePasswordAction(passwords))
      toastDone({ message: 'Password changed', description: 'Your other sessions have ended.' })
      onDone()
    } catch (error) {
      showActionError(form, error)
    }
  })

  return (
    <form noValidate method="post" onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <FormError>{errors.root?.message}</FormError>
      <FormField label="Current password" error={errors.currentPassword?.message}>
        {(control) => (
          <PasswordInput {...control} {...form.register('currentPassword')} autoComplete="current-password" />
        )}
      </FormField>
      <FormField
        label="New password"
        hint={`At least ${PASSWORD_MIN_LENGTH} characters, and not your email.`}
        error={errors.newPassword?.message}
      >
        {(control) => (
          <PasswordInput {...control} {...form.register('newPassword')} autoComplete="new-password" />
        )}
      </FormField>
      <div className="flex justify-end gap-2 pt-1">
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <SubmitButton loading={isSubmitting}>Change password</SubmitButton>
      </div>
    </form>
  )
}
