'use client'

import {
  type ComponentProps,
  createContext,
  type FocusEvent,
  type ReactNode,
  use,
  useEffect,
  useRef,
} from 'react'
import { cn } from './cn.ts'
import { floatClass } from './overlay-class.ts'
import type { Align, Side } from './place-beside.ts'
import { Trigger, type TriggerProps } from './trigger.tsx'
import { type Disclosure, type DisclosureProps, useDisclosure } from './use-disclosure.ts'
import { useTopLayer } from './use-top-layer.ts'

const PopoverContext = createContext<Disclosure | undefined>(undefined)

function usePopover(): Disclosure {
  const popover = use(PopoverContext)
  if (!popover) throw new Error('Popover parts belong inside a Popover')
  return popover
}

/** A small panel on a trigger. `open` and `onOpenChange` are optional. */
export function Popover({ children, ...props }: DisclosureProps & { children: ReactNode }) {
  return <PopoverContext value={useDisclosure(props)}>{children}</PopoverContext>
}

/** The button that opens the popover. */
export function PopoverTrigger(props: TriggerProps) {
  const { open, triggerRef, triggerId, contentId, pressProps } = usePopover()
  return (
    <Trigger
      {...props}
      ref={triggerRef}
      id={triggerId}
      aria-haspopup="dialog"
      aria-expanded={open}
      aria-controls={open ? contentId : undefined}
      {...pressProps}
    />
  )
}

const focusable = 'input:not(:disabled), button:not(:disabled), a[href], select, textarea, [tabindex="0"]'

type PopoverContentProps = ComponentProps<'div'> & { 'aria-label': string; side?: Side; align?: Align }

function PopoverPanel({ side = 'bottom', align = 'start', className, ...props }: PopoverContentProps) {
  const { triggerRef, contentId, setOpen } = usePopover()
  const panelRef = useRef<HTMLDivElement>(null)
  useTopLayer(panelRef, triggerRef, { side, align, gapPx: 4 })

  useEffect(() => {
    const panel = panelRef.current
    const trigger = triggerRef.current
    const first = panel?.querySelector<HTMLElement>(focusable) ?? panel
    first?.focus()
    return () => {
      const lost = !document.activeElement || document.activeElement === document.body
      if (lost || panel?.contains(document.activeElement)) trigger?.focus()
    }
  }, [triggerRef])

  function closeWhenLeft(event: FocusEvent<HTMLElement>) {
    const to = event.relatedTarget
    if (to instanceof Node && !event.currentTarget.contains(to) && !triggerRef.current?.contains(to))
      setOpen(false)
  }

  return (
    <div
      {...props}
      ref={panelRef}
      id={contentId}
      role="dialog"
      popover="auto"
      tabIndex={-1}
      onBlur={closeWhenLeft}
      onToggle={(event) => {
        if (event.target === event.currentTarget && event.newState === 'closed') setOpen(false)
      }}
      className={cn(floatClass, 'w-72 max-w-[calc(100vw-16px)] overflow-y-auto p-3', className)}
    />
  )
}

/** The panel. Give it an `aria-label`. Escape, a press beside it, or leaving it with Tab closes it. */
export function PopoverContent(props: PopoverContentProps) {
  return usePopover().open ? <PopoverPanel {...props} /> : null
}
