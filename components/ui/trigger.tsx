'use client'

import { Slot } from 'radix-ui/slot'
import type { ComponentProps } from 'react'

export type TriggerProps = ComponentProps<typeof Slot> & {
  /** Always so; may be said for those who know other libraries. */
  asChild?: boolean
}

/** Lays what a trigger needs onto its one child, a button. */
export function Trigger({ asChild: _, ...props }: TriggerProps) {
  return <Slot {...props} />
}
