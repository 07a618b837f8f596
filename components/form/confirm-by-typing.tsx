'use client'

import { type ReactNode, type RefObject, useId, useState } from 'react'
import { AlertDialog, AlertDialogCancel, AlertDialogContent } from '#components/ui/alert-dialog.tsx'
import { Input } from '#components/ui/input.tsx'
import { FormError, FormField } from './form-field.tsx'
import { SubmitButton } from './submit-button.tsx'

type ConfirmByTypingProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  description: ReactNode
  /** What must be typed to go on: the name of the thing. */
  phrase: string
  confirmLabel: string
  /** Does the deed. A returned text is the reason why it failed, and stands in the dialog. */
  onConfirm: () => Promise<string | undefined>
  returnFocusTo?: RefObject<HTMLElement | null>
}

/** Asks for a name before something is gone for good. */
export function ConfirmByTyping({
  open,
  onOpenChange,
  phrase,
  confirmLabel,
  onConfirm,
  ...content
}: ConfirmByTypingProps) {
  const formId = useId()
  const [typed, setTyped] = useState('')
  const [mismatch, setMismatch] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()

  function setOpen(next: boolean) {
    if (busy) return
    setTyped('')
    setMismatch(false)
    setFailure(undefined)
    onOpenChange(next)
  }

  async function confirm() {
    if (typed.trim() !== phrase.trim()) return setMismatch(true)
    setBusy(true)
    setFailure(undefined)
    const reason = await onConfirm().catch(() => 'That did not work. Try again.')
    setBusy(false)
    if (reason) return setFailure(reason)
    setTyped('')
    onOpenChange(false)
  }

  return (
    <AlertDialog open={open} onOpenChange={setOpen}>
      <AlertDialogContent
        {...content}
        footer={
          <>
            <AlertDialogCancel />
            <SubmitButton form={formId} variant="danger-solid" loading={busy}>
              {confirmLabel}
            </SubmitButton>
          </>
        }
      >
        <form
          id={formId}
          noValidate
          className="mt-4 flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault()
            void confirm()
          }}
        >
          <FormField
            label={
              <>
                Type <span className="select-all break-all font-mono text-sm">{phrase}</span> to confirm
              </>
            }
            error={mismatch ? 'This is not the name yet.' : undefined}
          >
            {(control) => (
              <Input
                {...control}
                value={typed}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => {
                  setTyped(event.target.value)
                  setMismatch(false)
                }}
              />
            )}
          </FormField>
          <FormError>{failure}</FormError>
        </form>
      </AlertDialogContent>
    </AlertDialog>
  )
}
