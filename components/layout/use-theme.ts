'use client'

import { useSyncExternalStore } from 'react'
import { readTheme, type Theme, themeCookieText } from './theme.ts'

const changedEvent = 'theme-changed'

function subscribe(listener: () => void) {
  window.addEventListener(changedEvent, listener)
  return () => window.removeEventListener(changedEvent, listener)
}

function choose(theme: Theme) {
  document.documentElement.dataset.theme = theme
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store interface is missing over plain HTTP
  document.cookie = themeCookieText(theme, location.protocol === 'https:')
  window.dispatchEvent(new Event(changedEvent))
}

/** The theme of this page, and the way to choose another one, which is remembered. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const theme = useSyncExternalStore(
    subscribe,
    () => readTheme(document.documentElement.dataset.theme),
    () => 'system' as const,
  )
  return [theme, choose]
}
