'use client'

import { useForm } from 'react-hook-form'
import { FormError, FormField } from '#components/form/form-field.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { Input } from '#components/ui/input.tsx'
import { createTeamAction } from '#lib/actions/teams.ts'
import { showActionError } from '#lib/queries/form-error.ts'
import { formResolver } from '#lib/queries/form-resolver.ts'
import { runAction } from '#lib/queries/run-action.ts'

const resolver = formResolver(() =>
  import('#lib/domain/teams/schema.ts').then((module) => module.createTeamSchema),
)

/** Makes a team from its name, and opens it. */
export function NewTeamForm() {
  const form = useForm({ resolver: resolver })
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState

  const submit = form.handleSubmit(async ({ name }) => {
    try {
      const team = await runAction(createTeamAction({ name }))
      location.assign(`/${team.slug}/endpoints`)
    } catch (error) {
      showActionError(form, error)
    }
  })

  return (
    <form
      noValidate
      method="post"
      onSubmit={(event) => void submit(event)}
      className="mt-6 flex max-w-[340px] flex-col items-start gap-4"
    >
      <FormError>{errors.root?.message}</FormError>
      <FormField
        label="Name"
        hint="Its address is made from the name, and stays when the name changes."
        error={errors.name?.message}
        className="w-full"
      >
        {(control) => <Input {...control} {...form.register('name')} autoComplete="organization" autoFocus />}
      </FormField>
      <SubmitButton loading={isSubmitting || isSubmitSuccessful}>Create team</SubmitButton>
    </form>
  )
}
