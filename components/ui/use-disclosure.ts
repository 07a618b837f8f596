'use client'

import { type MouseEvent, useId, useRef, useState } from 'react'

export type DisclosureProps = {
  open?: boolean | undefined
  onOpenChange?: ((open: boolean) => void) | undefined
}

/** Open or closed: kept here, or by the owner when `open` is given. */
export function useOpen({ open: controlled, onOpenChange }: DisclosureProps) {
  const [own, setOwn] = useState(false)
  const open = controlled ?? own
  return {
    open,
    setOpen: (next: boolean) => {
      if (next === open) return
      setOwn(next)
      onOpenChange?.(next)
    },
  }
}

/** A trigger and the panel that hangs on it: whether it is open, and what ties the two together. */
export function useDisclosure(props: DisclosureProps) {
  const { open, setOpen } = useOpen(props)
  const triggerRef = useRef<HTMLButtonElement>(null)
  const id = useId()
  const openAtPress = useRef(false)

  return {
    open,
    setOpen,
    triggerRef,
    contentId: `${id}-content`,
    triggerId: `${id}-trigger`,
    /** Closes and gives the focus back to the trigger. */
    dismiss: () => {
      setOpen(false)
      triggerRef.current?.focus()
    },
    pressProps: {
      // The press itself already closes an open panel, as any press beside it does; the click must not open it again.
      onPointerDown: () => {
        openAtPress.current = open
      },
      onClick: (event: MouseEvent) => {
        const byKeyboard = event.detail === 0
        setOpen(byKeyboard ? !open : !openAtPress.current)
      },
    },
  }
}

export type Disclosure = ReturnType<typeof useDisclosure>
