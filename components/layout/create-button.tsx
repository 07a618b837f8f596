'use client'

import type { ReactNode, Ref } from 'react'
import { Button } from '#components/ui/button.tsx'
import { ButtonKbd } from '#components/ui/kbd.tsx'
import { useShortcut } from '#components/ui/shortcut.ts'

type CreateButtonProps = {
  children: ReactNode
  /** fetches the code of the form, while the reader is on the way to the button */
  prepare: () => void
  onClick: () => void
  ref?: Ref<HTMLButtonElement>
}

/** What makes a new one of a list's kind, also with the key C. */
export function CreateButton({ children, prepare, onClick, ref }: CreateButtonProps) {
  useShortcut('c', onClick)
  return (
    <Button
      ref={ref}
      variant="primary"
      aria-keyshortcuts="c"
      onPointerEnter={prepare}
      onFocus={prepare}
      onClick={onClick}
    >
      {children}
      <ButtonKbd>C</ButtonKbd>
    </Button>
  )
}
