'use client'

import { type ReactNode, type RefObject, type SubmitEvent, useId } from 'react'
import { Button } from '#components/ui/button.tsx'
import { DialogContent } from '#components/ui/dialog.tsx'
import { FormError } from './form-field.tsx'
import { SubmitButton } from './submit-button.tsx'

type FormDialogContentProps = {
  title: string
  description: string
  /** on the button that sends it: "Create key" */
  submitLabel: string
  submitting: boolean
  onSubmit: (event: SubmitEvent<HTMLFormElement>) => void
  onCancel: () => void
  /** of the whole form */
  error: string | undefined
  returnFocusTo: RefObject<HTMLElement | null>
  /** the fields */
  children: ReactNode
}

/** A dialog that is a form. A click beside it loses nothing. */
export function FormDialogContent({
  title,
  description,
  submitLabel,
  submitting,
  onSubmit,
  onCancel,
  error,
  returnFocusTo,
  children,
}: FormDialogContentProps) {
  const id = useId()
  return (
    <DialogContent
      title={title}
      description={description}
      width="l"
      lightDismiss={false}
      returnFocusTo={returnFocusTo}
      footer={
        <>
          <Button onClick={onCancel}>Cancel</Button>
          <SubmitButton form={id} loading={submitting}>
            {submitLabel}
          </SubmitButton>
        </>
      }
    >
      <form id={id} noValidate method="post" onSubmit={onSubmit} className="flex flex-col gap-5">
        <FormError>{error}</FormError>
        {children}
      </form>
    </DialogContent>
  )
}
