'use client'

import { useRouter } from 'next/navigation'
import { useForm } from 'react-hook-form'
import { FormError, FormField } from '#components/form/form-field.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { ButtonLink } from '#components/ui/button-link.tsx'
import { Input } from '#components/ui/input.tsx'
import { toastDone } from '#components/ui/toast.ts'
import { showActionError } from '#lib/queries/form-error.ts'
import { formResolver } from '#lib/queries/form-resolver.ts'
import { useCreateSource } from '#lib/queries/sources.ts'

const resolver = formResolver(() =>
  import('#lib/domain/sources/schema.ts').then((module) => module.newSourceSchema),
)

type CreateFormProps = {
  team: string
  toolkit: { readonly slug: string; readonly label: string; readonly clientIdHint: string }
}

/** Which app of the provider the source is of. An app that has one already leads to that. */
export function CreateForm({ team, toolkit }: CreateFormProps) {
  const router = useRouter()
  const create = useCreateSource(team)
  const form = useForm<{ clientId: string }>({ resolver, defaultValues: { clientId: '' } })
  const { errors, isSubmitting } = form.formState

  const submit = form.handleSubmit(async ({ clientId }) => {
    try {
      const { source, created } = await create.mutateAsync({ toolkit: toolkit.slug, clientId })
      toastDone({
        message: created ? `${toolkit.label} source created` : 'This app has a source already: here it is',
      })
      router.push(`/${team}/sources/${source.id}`)
    } catch (error) {
      showActionError(form, error)
    }
  })

  return (
    <form
      noValidate
      method="post"
      onSubmit={(event) => void submit(event)}
      className="mt-5 flex max-w-[520px] flex-col gap-4"
    >
      <FormError>{errors.root?.message}</FormError>
      <FormField label="Client ID" error={errors.clientId?.message} hint={toolkit.clientIdHint}>
        {(control) => (
          <Input
            {...control}
            {...form.register('clientId')}
            mono
            type="text"
            autoFocus
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
      </FormField>
      <div className="flex flex-wrap justify-end gap-2">
        <ButtonLink href={`/${team}/sources/new`}>Choose another toolkit</ButtonLink>
        <SubmitButton loading={isSubmitting || create.isSuccess}>Create source</SubmitButton>
      </div>
    </form>
  )
}
