'use client'

import {
  type MouseEvent,
  type RefObject,
  type SyntheticEvent,
  useEffect,
  useLayoutEffect,
  useRef,
} from 'react'
import { closeModal, showModal } from './top-modal.ts'

type ModalOptions = {
  onDismiss: () => void
  /** A press beside the panel closes it. */
  lightDismiss: boolean
  /** Takes the focus at the end instead of what had it at the start. */
  returnFocusTo?: RefObject<HTMLElement | null> | undefined
}

function isBeside(event: MouseEvent<HTMLDialogElement>): boolean {
  if (event.target !== event.currentTarget) return false
  const box = event.currentTarget.getBoundingClientRect()
  return (
    event.clientX < box.left ||
    event.clientX > box.right ||
    event.clientY < box.top ||
    event.clientY > box.bottom
  )
}

/**
 * Shows a `<dialog>` as modal while it is mounted. The browser keeps the focus inside, makes the rest inert, and
 * gives the focus back when it closes. The owner decides about closing: asked by Escape or a press beside the panel.
 */
export function useModal({ onDismiss, lightDismiss, returnFocusTo }: ModalOptions) {
  const ref = useRef<HTMLDialogElement>(null)
  const pressedBeside = useRef(false)

  useLayoutEffect(() => {
    const dialog = ref.current
    if (!dialog) return
    if (!dialog.open) showModal(dialog)
    return () => closeModal(dialog)
  }, [])

  // After the browser gave the focus back, so that this has the last word.
  useEffect(() => () => returnFocusTo?.current?.focus(), [returnFocusTo])

  return {
    ref,
    onCancel: (event: SyntheticEvent<HTMLDialogElement>) => {
      if (event.target !== event.currentTarget) return
      event.preventDefault()
      onDismiss()
    },
    onClose: (event: SyntheticEvent<HTMLDialogElement>) => {
      const dialog = event.currentTarget
      // `close` comes late: by then an effect that ran twice may have opened it again
      if (event.target !== dialog || !dialog.isConnected || dialog.open) return
      onDismiss()
      // A second Escape closes it whatever the owner says; when the owner meant to stay, show it again.
      setTimeout(() => {
        if (dialog.isConnected && !dialog.open) showModal(dialog)
      })
    },
    onMouseDown: (event: MouseEvent<HTMLDialogElement>) => {
      pressedBeside.current = isBeside(event)
    },
    onClick: (event: MouseEvent<HTMLDialogElement>) => {
      if (lightDismiss && pressedBeside.current && isBeside(event)) onDismiss()
    },
  }
}
