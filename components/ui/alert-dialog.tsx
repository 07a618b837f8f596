'use client'

import { type ReactNode, type RefObject, useId, useState } from 'react'
import { Button } from './button.tsx'
import { cn } from './cn.ts'
import { Dialog, DialogClose, dialogShapes, useDialog } from './dialog.tsx'
import { modalClass } from './overlay-class.ts'
import { useModal } from './use-modal.ts'

export const AlertDialog = Dialog

type AlertDialogContentProps = {
  title: ReactNode
  description: ReactNode
  children?: ReactNode
  /** Put an `AlertDialogCancel` first: it has the focus at first, unless a field above it takes it. */
  footer: ReactNode
  returnFocusTo?: RefObject<HTMLElement | null> | undefined
}

function AlertDialogPanel({ title, description, children, footer, returnFocusTo }: AlertDialogContentProps) {
  const { setOpen } = useDialog()
  const modal = useModal({ onDismiss: () => setOpen(false), lightDismiss: false, returnFocusTo })
  const id = useId()
  return (
    <dialog
      {...modal}
      role="alertdialog"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-description`}
      className={cn(
        modalClass,
        dialogShapes.center,
        'top-[max(12px,16dvh)] max-w-[440px] overflow-y-auto p-5',
      )}
    >
      <h2 id={`${id}-title`} className="font-semibold text-lg leading-6">
        {title}
      </h2>
      <div id={`${id}-description`} className="mt-1 text-muted">
        {description}
      </div>
      {children}
      <div className="mt-5 flex flex-wrap items-center justify-end gap-2">{footer}</div>
    </dialog>
  )
}

/** A question that must be answered: no close button, and a press beside it does nothing. Escape is its way out. */
export function AlertDialogContent(props: AlertDialogContentProps) {
  return useDialog().open ? <AlertDialogPanel {...props} /> : null
}

/** The way out of an alert dialog. */
export function AlertDialogCancel({ children = 'Cancel' }: { children?: ReactNode }) {
  return (
    <DialogClose asChild>
      <Button>{children}</Button>
    </DialogClose>
  )
}

type ConfirmDialogProps = Omit<AlertDialogContentProps, 'footer'> & {
  open: boolean
  onOpenChange: (open: boolean) => void
  confirmLabel: string
  cancelLabel?: string
  tone?: 'danger' | 'primary'
  /** Does the deed. A returned text is the reason why it failed, and stands in the dialog; nothing closes it. */
  onConfirm: () => Promise<string | undefined> | string | undefined
}

/** Asks before a deed that cannot be undone, waits for it, and shows why it failed. */
export function ConfirmDialog({
  open,
  onOpenChange,
  confirmLabel,
  cancelLabel = 'Cancel',
  tone = 'danger',
  onConfirm,
  children,
  ...content
}: ConfirmDialogProps) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()

  function setOpen(next: boolean) {
    if (busy) return
    setError(undefined)
    onOpenChange(next)
  }

  async function confirm() {
    setBusy(true)
    setError(undefined)
    try {
      const failure = await onConfirm()
      if (failure) setError(failure)
      else onOpenChange(false)
    } catch {
      setError('That did not work. Try again.')
    } finally {
      setBusy(false)
    }
  }

  return (
    <AlertDialog open={open} onOpenChange={setOpen}>
      <AlertDialogContent
        {...content}
        footer={
          <>
            <AlertDialogCancel>{cancelLabel}</AlertDialogCancel>
            <Button variant={tone === 'danger' ? 'danger-solid' : 'primary'} loading={busy} onClick={confirm}>
              {confirmLabel}
            </Button>
          </>
        }
      >
        {children}
        <p role="alert" className="mt-3 text-bad empty:hidden">
          {error}
        </p>
      </AlertDialogContent>
    </AlertDialog>
  )
}
