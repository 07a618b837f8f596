'use client'

import { type FocusEvent, type KeyboardEvent, useRef, useState } from 'react'

const STOP = '[data-stop]'

/**
 * One tab stop for a list of controls; inside of it the arrow keys, Home and End go from one to the next. Each control
 * has `data-stop` with a name of its own, and `tabIndex` 0 only where its name is `current`.
 */
export function useRovingFocus(stops: readonly string[]) {
  const listRef = useRef<HTMLDivElement>(null)
  const [last, setLast] = useState<string>()
  const current = last !== undefined && stops.includes(last) ? last : stops[0]

  const all = () => [...(listRef.current?.querySelectorAll<HTMLElement>(STOP) ?? [])]

  function onKeyDown(event: KeyboardEvent) {
    const from = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>(STOP) : null
    if (!from || event.altKey || event.ctrlKey || event.metaKey) return
    const controls = all()
    const at = controls.indexOf(from)
    const to = {
      ArrowDown: controls[at + 1],
      ArrowUp: controls[at - 1],
      Home: controls[0],
      End: controls.at(-1),
    }[event.key]
    if (!to) return
    event.preventDefault()
    to.focus()
  }

  function onFocus(event: FocusEvent) {
    const stop = event.target.closest<HTMLElement>(STOP)?.dataset.stop
    if (stop !== undefined) setLast(stop)
  }

  return {
    current,
    list: { ref: listRef, onKeyDown, onFocus },
    /** Puts the focus on the list's current control. */
    enter: () => {
      const controls = all()
      const control = controls.find((candidate) => candidate.dataset.stop === current) ?? controls[0]
      control?.focus()
    },
  }
}
