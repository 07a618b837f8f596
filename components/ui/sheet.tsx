'use client'

import type { ComponentProps } from 'react'
import { Dialog, DialogContent, DialogTrigger } from './dialog.tsx'

export const Sheet = Dialog
export const SheetTrigger = DialogTrigger

type SheetContentProps = Omit<ComponentProps<typeof DialogContent>, 'shape'> & { side?: 'right' | 'left' }

/** A dialog at the side of the window: a drawer with details, or the navigation on a phone. */
export function SheetContent({ side = 'right', ...props }: SheetContentProps) {
  return <DialogContent {...props} shape={side} />
}
