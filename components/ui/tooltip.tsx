'use client'

import { Slot } from 'radix-ui/slot'
import { type ReactNode, type RefObject, useEffect, useId, useRef, useState } from 'react'
import { cn } from './cn.ts'
import { floatClass } from './overlay-class.ts'
import type { Side } from './place-beside.ts'
import { useTopLayer } from './use-top-layer.ts'

const restMs = 300
/** Long enough to move from the trigger onto the tooltip (WCAG 1.4.13). */
const leaveMs = 120

type TooltipProps = {
  content: ReactNode
  /** One element that can take the focus. */
  children: ReactNode
  side?: Side
}

function Panel(props: {
  id: string
  anchorRef: RefObject<HTMLElement | null>
  side: Side
  children: ReactNode
  onEnter: () => void
  onLeave: () => void
}) {
  const ref = useRef<HTMLSpanElement>(null)
  useTopLayer(ref, props.anchorRef, { side: props.side, align: 'center', gapPx: 4 })
  return (
    <span
      ref={ref}
      id={props.id}
      role="tooltip"
      popover="manual"
      onPointerEnter={props.onEnter}
      onPointerLeave={props.onLeave}
      className={cn(floatClass, 'max-w-72 rounded px-2 py-1 text-sm')}
    >
      {props.children}
    </span>
  )
}

/** A word of help on hover and focus. Never the only place of something that the reader needs: touch cannot see it. */
export function Tooltip({ content, children, side = 'top' }: TooltipProps) {
  const id = useId()
  const anchorRef = useRef<HTMLElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [open, setOpen] = useState(false)

  function soon(next: boolean, afterMs: number) {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setOpen(next), afterMs)
  }
  function close() {
    clearTimeout(timer.current)
    setOpen(false)
  }

  useEffect(() => () => clearTimeout(timer.current), [])
  useEffect(() => {
    if (!open) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setOpen(false)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [open])

  return (
    <>
      <Slot
        ref={anchorRef}
        aria-describedby={open ? id : undefined}
        onPointerEnter={(event) => event.pointerType === 'mouse' && soon(true, restMs)}
        onPointerLeave={() => soon(false, leaveMs)}
        onPointerDown={close}
        onFocus={(event) => event.currentTarget.matches(':focus-visible') && setOpen(true)}
        onBlur={close}
      >
        {children}
      </Slot>
      {open ? (
        <Panel
          id={id}
          anchorRef={anchorRef}
          side={side}
          onEnter={() => clearTimeout(timer.current)}
          onLeave={() => soon(false, leaveMs)}
        >
          {content}
        </Panel>
      ) : null}
    </>
  )
}
