'use client'

import { type RefObject, useEffect, useEffectEvent } from 'react'
import { isPlainKeyTaken, singleKeysEnabled } from '#components/ui/shortcut.ts'

const rowSelector = '[data-row-id]'

/** The key's step among the rows: j and ↓ are +1, k and ↑ are −1. Arrows act only from within the list. */
function stepOf(key: string, inside: boolean): number {
  if (key === 'j' || (inside && key === 'ArrowDown')) return 1
  if (key === 'k' || (inside && key === 'ArrowUp')) return -1
  return 0
}

/**
 * Walks a list by keyboard: j and k move the focus from row to row, Enter opens the row, x selects it. The letters
 * work anywhere on the page while nobody is typing, and can be turned off with the other single-key shortcuts.
 */
export function useRowKeys(
  container: RefObject<HTMLElement | null>,
  act: { onOpen?: ((rowId: string) => void) | undefined; onToggle?: ((rowId: string) => void) | undefined },
) {
  const handle = useEffectEvent((event: KeyboardEvent) => {
    if (isPlainKeyTaken(event) || !container.current) return
    const rows = Array.from(container.current.querySelectorAll<HTMLElement>(rowSelector))
    const current = document.activeElement?.closest<HTMLElement>(rowSelector) ?? null
    const at = current ? rows.indexOf(current) : -1
    const letter = event.key.length === 1
    if (letter && !singleKeysEnabled()) return

    const step = stepOf(event.key, at >= 0)
    if (step !== 0) {
      const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step))]
      if (!next) return
      event.preventDefault()
      next.focus()
      next.scrollIntoView({ block: 'nearest' })
      return
    }
    const rowId = at >= 0 ? rows[at]?.dataset.rowId : undefined
    if (rowId === undefined) return
    if (event.key === 'x' && act.onToggle) {
      event.preventDefault()
      act.onToggle(rowId)
    }
    // On a link or button inside the row Enter is theirs.
    if (event.key === 'Enter' && event.target === current && act.onOpen) {
      event.preventDefault()
      act.onOpen(rowId)
    }
  })

  useEffect(() => {
    const listen = (event: KeyboardEvent) => handle(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}
