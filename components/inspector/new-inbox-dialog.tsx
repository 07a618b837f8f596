'use client'

import { useEffect, useId } from 'react'
import { useForm } from 'react-hook-form'
import { FormError, FormField } from '#components/form/form-field.tsx'
import { SubmitButton } from '#components/form/submit-button.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogContent } from '#components/ui/dialog.tsx'
import { Input } from '#components/ui/input.tsx'
import { toastDone } from '#components/ui/toast.ts'
import { showActionError } from '#lib/queries/form-error.ts'
import { useOpenInbox } from '#lib/queries/inspector.ts'

type NewInboxDialogProps = { team: string; onClose: () => void; onOpened: (id: string) => void }

/** Another address to receive at. */
export function NewInboxDialog(props: NewInboxDialogProps) {
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : props.onClose())}>
      <Form {...props} />
    </Dialog>
  )
}

function Form({ team, onClose, onOpened }: NewInboxDialogProps) {
  const formId = useId()
  const openInbox = useOpenInbox(team)
  const form = useForm({ defaultValues: { name: '' } })
  const { errors, isSubmitting } = form.formState
  const { setFocus } = form
  useEffect(() => setFocus('name'), [setFocus])

  const submit = form.handleSubmit(async ({ name }) => {
    try {
      const made = await openInbox.mutateAsync(name)
      toastDone({ message: `${made.name} opened` })
      onClose()
      onOpened(made.id)
    } catch (error) {
      showActionError(form, error)
    }
  })
  return (
    <DialogContent
      title="New inbox"
      description="Another URL of the built-in receiver. It keeps its last 200 requests, for a day."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton form={formId} loading={isSubmitting}>
            Open inbox
          </SubmitButton>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="flex flex-col gap-4">
        <FormError>{errors.root?.message}</FormError>
        <FormField
          label="Name"
          error={errors.name?.message}
          hint="For your team alone; the URL does not show it."
        >
          {(control) => <Input {...control} {...form.register('name')} autoComplete="off" />}
        </FormField>
      </form>
    </DialogContent>
  )
}
