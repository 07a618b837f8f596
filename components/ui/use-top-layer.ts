'use client'

import { type RefObject, useLayoutEffect } from 'react'
import { type Placement, placeBeside } from './place-beside.ts'

/**
 * Lifts a panel (an element with `popover`) over everything while it is mounted, and keeps it beside its anchor.
 * The browser's own top layer does it: no portal, no z-index, and it also works inside a modal dialog.
 */
export function useTopLayer(
  panelRef: RefObject<HTMLElement | null>,
  anchorRef: RefObject<HTMLElement | null>,
  { side, align, gapPx }: Placement,
) {
  useLayoutEffect(() => {
    const panel = panelRef.current
    const anchor = anchorRef.current
    if (!panel || !anchor) return

    function place() {
      if (!panel || !anchor) return
      panel.style.maxHeight = ''
      const size = { width: panel.offsetWidth, height: panel.offsetHeight }
      // of the root's own box: without the scrollbar, and without the room that is kept for one
      const view = {
        width: document.documentElement.getBoundingClientRect().width,
        height: document.documentElement.clientHeight,
      }
      const spot = placeBeside(anchor.getBoundingClientRect(), size, view, { side, align, gapPx })
      Object.assign(panel.style, {
        position: 'fixed',
        inset: 'auto',
        top: `${spot.top}px`,
        left: `${spot.left}px`,
        maxHeight: `${spot.maxHeight}px`,
      })
    }
    function follow(event: Event) {
      // A list that scrolls inside the panel does not move it.
      if (!(event.target instanceof Node && panel?.contains(event.target))) place()
    }

    panel.showPopover()
    place()
    const sizes = new ResizeObserver(place)
    sizes.observe(panel)
    window.addEventListener('scroll', follow, { capture: true, passive: true })
    window.addEventListener('resize', place)
    return () => {
      sizes.disconnect()
      window.removeEventListener('scroll', follow, { capture: true })
      window.removeEventListener('resize', place)
    }
  }, [panelRef, anchorRef, side, align, gapPx])
}
