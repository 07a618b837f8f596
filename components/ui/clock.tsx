'use client'

import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react'

const RenderedAt = createContext(0)

/** Gives the first render in the browser the very moment of the server's render, so that both write the same text. */
export function ClockProvider({ renderedAtMs, children }: { renderedAtMs: number; children: ReactNode }) {
  return <RenderedAt value={renderedAtMs}>{children}</RenderedAt>
}

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function tick() {
  if (document.visibilityState === 'visible') for (const listener of listeners) listener()
}

/** One timer for all that show the time, running only while something does. */
function subscribe(listener: () => void) {
  listeners.add(listener)
  timer ??= setInterval(tick, 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** A text made from the present moment. Its owner renders again only when the text changes. */
export function useClockText(textAt: (nowMs: number) => string): string {
  const renderedAtMs = useContext(RenderedAt)
  return useSyncExternalStore(
    subscribe,
    () => textAt(Date.now()),
    () => textAt(renderedAtMs || Date.now()),
  )
}
