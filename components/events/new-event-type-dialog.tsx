'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useEffect, useId } from 'react'
import { useForm } from 'react-hook-form'
import * as z from 'zod/mini'
import { FormError, FormField } from '#components/form/form-field.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogContent } from '#components/ui/dialog.tsx'
import { Input } from '#components/ui/input.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { toastDone } from '#components/ui/toast.ts'
import { createEventTypeSchema } from '#lib/domain/event-types/schema.ts'
import { useCreateEventType } from '#lib/queries/event-types.ts'
import { showActionError } from '#lib/queries/form-error.ts'
import { parseSchemaText, schemaFault } from './schema-text.ts'

const formSchema = z.strictObject({
  name: createEventTypeSchema.shape.name,
  description: z
    .string()
    .check(z.trim(), z.maxLength(500, 'The description may have at most 500 characters.')),
  schema: z.string().check(
    z.superRefine((text, ctx) => {
      const fault = schemaFault(text)
      if (fault) ctx.addIssue({ code: 'custom', message: fault })
    }),
  ),
})

type NewEventTypeDialogProps = {
  team: string
  onClose: () => void
  onCreated: (name: string) => void
}

/** Adds a name to the team's own catalogue. */
export function NewEventTypeDialog(props: NewEventTypeDialogProps) {
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : props.onClose())}>
      <Form {...props} />
    </Dialog>
  )
}

function Form({ team, onCreated, onClose }: NewEventTypeDialogProps) {
  const formId = useId()
  const create = useCreateEventType(team)
  const form = useForm({
    resolver: zodResolver(formSchema),
    defaultValues: { name: '', description: '', schema: '' },
  })
  const { errors, isSubmitting } = form.formState
  const { setFocus } = form
  useEffect(() => setFocus('name'), [setFocus])

  const submit = form.handleSubmit(async ({ name, description, schema }) => {
    const parsed = parseSchemaText(schema)
    if ('fault' in parsed) return
    try {
      const made = await create.mutateAsync({
        name,
        ...(description ? { description } : {}),
        ...(parsed.schema === null ? {} : { schema: parsed.schema }),
      })
      toastDone({ message: `${made.name} added` })
      onClose()
      onCreated(made.name)
    } catch (error) {
      showActionError(form, error)
    }
  })

  return (
    <DialogContent
      title="New event type"
      description="A name that endpoints can subscribe to. It cannot be renamed later."
      lightDismiss={false}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton form={formId} loading={isSubmitting}>
            Add event type
          </SubmitButton>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="flex flex-col gap-4">
        <FormError>{errors.root?.message}</FormError>
        <FormField
          label="Name"
          error={errors.name?.message}
          hint="Parts set apart by dots, as invoice.paid. The first part is its group."
        >
          {(control) => (
            <Input
              {...control}
              {...form.register('name')}
              mono
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
            />
          )}
        </FormField>
        <FormField label="Description" optional error={errors.description?.message}>
          {(control) => <Textarea {...control} {...form.register('description')} />}
        </FormField>
        <FormField
          label="JSON Schema"
          optional
          error={errors.schema?.message}
          hint="What the data of its payload must look like."
        >
          {(control) => (
            <Textarea
              {...control}
              {...form.register('schema')}
              mono
              rows={6}
              spellCheck={false}
              placeholder={'{\n  "type": "object"\n}'}
            />
          )}
        </FormField>
      </form>
    </DialogContent>
  )
}
