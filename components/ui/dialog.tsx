'use client'

import XIcon from 'lucide-react/icons/x'
import { createContext, type ReactNode, type RefObject, use, useId } from 'react'
import { cn } from './cn.ts'
import { IconButton } from './icon-button.tsx'
import { modalClass } from './overlay-class.ts'
import { Trigger, type TriggerProps } from './trigger.tsx'
import { type DisclosureProps, useOpen } from './use-disclosure.ts'
import { useModal } from './use-modal.ts'

const DialogContext = createContext<{ open: boolean; setOpen: (open: boolean) => void } | undefined>(
  undefined,
)

/** For the parts of a dialog: whether it is open, and the way to close it. */
export function useDialog() {
  const dialog = use(DialogContext)
  if (!dialog) throw new Error('Dialog parts belong inside a Dialog')
  return dialog
}

/** A dialog; its content is mounted while it is open. `open` and `onOpenChange` are optional with a `DialogTrigger`. */
export function Dialog({ children, ...props }: DisclosureProps & { children: ReactNode }) {
  return <DialogContext value={useOpen(props)}>{children}</DialogContext>
}

/** The button that opens the dialog. */
export function DialogTrigger(props: TriggerProps) {
  const { open, setOpen } = useDialog()
  return <Trigger {...props} aria-haspopup="dialog" aria-expanded={open} onClick={() => setOpen(true)} />
}

/** A button that closes the dialog. */
export function DialogClose(props: TriggerProps) {
  const { setOpen } = useDialog()
  return <Trigger {...props} onClick={() => setOpen(false)} />
}

export const dialogShapes = {
  center:
    'inset-x-3 top-[max(12px,10dvh)] bottom-auto mx-auto max-h-[min(80dvh,720px)] animate-pop-in rounded-xl border',
  right: 'inset-y-0 right-0 left-auto h-dvh max-h-none animate-sheet-in-right border-l',
  left: 'inset-y-0 right-auto left-0 h-dvh max-h-none animate-sheet-in-left border-r',
}
const widthClass = { xs: 'max-w-[280px]', s: 'max-w-[420px]', m: 'max-w-[520px]', l: 'max-w-[720px]' }

type DialogContentProps = {
  title: ReactNode
  /** Shows the title only to screen readers. */
  hideTitle?: boolean
  description?: ReactNode
  children?: ReactNode
  /** Buttons at the foot: the way out first, the deed last. */
  footer?: ReactNode
  width?: keyof typeof widthClass
  /** In the middle, or a drawer at a side of the window. */
  shape?: keyof typeof dialogShapes
  /** Set false where a stray press must not throw away what was typed. */
  lightDismiss?: boolean
  returnFocusTo?: RefObject<HTMLElement | null> | undefined
  className?: string
}

function DialogPanel({
  title,
  hideTitle = false,
  description,
  children,
  footer,
  width = 'm',
  shape = 'center',
  lightDismiss = true,
  returnFocusTo,
  className,
}: DialogContentProps) {
  const { setOpen } = useDialog()
  const modal = useModal({ onDismiss: () => setOpen(false), lightDismiss, returnFocusTo })
  const id = useId()
  return (
    <dialog
      {...modal}
      data-shape={shape}
      aria-labelledby={`${id}-title`}
      aria-describedby={description ? `${id}-description` : undefined}
      className={cn(
        modalClass,
        dialogShapes[shape],
        'w-full flex-col open:flex',
        shape === 'center' && 'w-auto',
        widthClass[width],
        className,
      )}
    >
      <div className={hideTitle ? 'sr-only' : 'px-5 pt-4 pr-12'}>
        <h2 id={`${id}-title`} className="font-semibold text-lg leading-6">
          {title}
        </h2>
        {description ? (
          <div id={`${id}-description`} className="mt-1 text-muted">
            {description}
          </div>
        ) : null}
      </div>
      <div className={cn('min-h-0 flex-1 overflow-y-auto', !hideTitle && 'px-5 pt-4 pb-5')}>{children}</div>
      {footer ? (
        <div className="flex flex-wrap items-center justify-end gap-2 border-line border-t px-5 py-3">
          {footer}
        </div>
      ) : null}
      {/* Last, so that the focus starts in the content. */}
      <IconButton label="Close" size="s" className="absolute top-3 right-3" onClick={() => setOpen(false)}>
        <XIcon aria-hidden="true" />
      </IconButton>
    </dialog>
  )
}

/** The panel of a dialog: title, scrolling body, foot. */
export function DialogContent(props: DialogContentProps) {
  return useDialog().open ? <DialogPanel {...props} /> : null
}
