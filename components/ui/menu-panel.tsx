'use client'

import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { cn } from './cn.ts'
import { useMenu } from './menu-context.ts'
import { menuItems, menuStep, typeAhead } from './menu-keys.ts'
import { floatClass } from './overlay-class.ts'
import type { Align, Side } from './place-beside.ts'
import { useTopLayer } from './use-top-layer.ts'

export type MenuPanelProps = {
  children: ReactNode
  side?: Side
  align?: Align
  className?: string
  /** Else the menu is named after its button. */
  'aria-label'?: string
}

const wordPauseMs = 600

/** Puts the focus into the menu, and back on its button when the menu goes with it. */
function useMenuFocus(panelRef: React.RefObject<HTMLElement | null>) {
  const { triggerRef, openedBy } = useMenu()
  useEffect(() => {
    const panel = panelRef.current
    if (!panel) return
    const items = menuItems(panel)
    const targets = { pointer: panel, first: items[0], last: items.at(-1) }
    targets[openedBy.current]?.focus()
    const trigger = triggerRef.current
    return () => {
      if (panel.contains(document.activeElement) || document.activeElement === document.body) trigger?.focus()
    }
  }, [panelRef, triggerRef, openedBy])
}

/** An open menu: arrows, Home, End and letters move in it; Enter and Space choose; Tab leaves it. */
export function MenuPanel({ children, side = 'bottom', align = 'end', className, ...label }: MenuPanelProps) {
  const { triggerRef, triggerId, contentId, setOpen, dismiss } = useMenu()
  const panelRef = useRef<HTMLDivElement>(null)
  const typed = useRef({ word: '', at: 0 })
  useTopLayer(panelRef, triggerRef, { side, align, gapPx: 4 })
  useMenuFocus(panelRef)

  function wordWith(event: KeyboardEvent): string {
    const { word, at } = typed.current
    const longer = event.timeStamp - at < wordPauseMs ? word + event.key : event.key
    typed.current = { word: longer, at: event.timeStamp }
    return longer
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const items = menuItems(event.currentTarget)
    const at = items.indexOf(document.activeElement as HTMLElement)
    const step = menuStep(event.key, at, items.length)
    const isText = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey
    if (event.key === 'Tab') dismiss()
    else if (event.key === 'Enter' || event.key === ' ') items[at]?.click()
    else if (step !== undefined) items[step]?.focus()
    else if (isText)
      items[
        typeAhead(
          items.map((item) => item.textContent ?? ''),
          wordWith(event),
          at,
        )
      ]?.focus()
    else return
    event.preventDefault()
  }

  return (
    <div
      {...label}
      ref={panelRef}
      id={contentId}
      role="menu"
      aria-labelledby={label['aria-label'] ? undefined : triggerId}
      popover="auto"
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onToggle={(event) => {
        if (event.target === event.currentTarget && event.newState === 'closed') setOpen(false)
      }}
      className={cn(floatClass, 'min-w-44 max-w-80 overflow-y-auto p-1', className)}
    >
      {children}
    </div>
  )
}
