'use client'

import { useEffect, useEffectEvent, useSyncExternalStore } from 'react'

const storageKey = 'single-key-shortcuts'
const changedEvent = 'single-key-shortcuts-changed'

/** Whether plain letters act as shortcuts. Readers with speech input must be able to turn that off (WCAG 2.1.4). */
export function singleKeysEnabled(): boolean {
  try {
    return localStorage.getItem(storageKey) !== 'off'
  } catch {
    return true
  }
}

function subscribe(listener: () => void) {
  window.addEventListener(changedEvent, listener)
  window.addEventListener('storage', listener)
  return () => {
    window.removeEventListener(changedEvent, listener)
    window.removeEventListener('storage', listener)
  }
}

/** The setting and its setter, kept in this browser. */
export function useSingleKeys(): [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(subscribe, singleKeysEnabled, () => true)
  return [
    on,
    (next) => {
      try {
        localStorage.setItem(storageKey, next ? 'on' : 'off')
      } catch {
        // Storage can be forbidden; the setting then lasts until the page is left.
      }
      window.dispatchEvent(new Event(changedEvent))
    },
  ]
}

const typing =
  'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], [role=combobox]'
const layer = 'dialog[open], [role=dialog], [role=menu], [role=listbox]'

/** True when a plain key belongs to what has the focus (a text box), or a dialog or menu is open over the page. */
export function isPlainKeyTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey)
    return true
  if (event.target instanceof Element && event.target.closest(typing)) return true
  return document.querySelector(layer) !== null
}

/**
 * Calls back on a plain key ("c", "/") pressed anywhere on the page, unless somebody is typing, a dialog or menu
 * is open, or the reader turned single-key shortcuts off.
 */
export function useShortcut(key: string, onPress: () => void, enabled = true) {
  const press = useEffectEvent(onPress)
  useEffect(() => {
    if (!enabled) return
    function listen(event: KeyboardEvent) {
      if (event.key !== key || isPlainKeyTaken(event) || !singleKeysEnabled()) return
      event.preventDefault()
      press()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [key, enabled])
}

/** Calls back on ⌘ or Ctrl with a key, also while somebody is typing. */
export function useCommandShortcut(key: string, onPress: () => void) {
  const press = useEffectEvent(onPress)
  useEffect(() => {
    function listen(event: KeyboardEvent) {
      if (
        event.key.toLowerCase() !== key ||
        !(event.metaKey || event.ctrlKey) ||
        event.altKey ||
        event.shiftKey
      )
        return
      event.preventDefault()
      press()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [key])
}

const isApple = () => /Mac|iPhone|iPad/.test(navigator.platform)
const never = () => () => {}

/** "⌘" on Apple's machines, "Ctrl" elsewhere; the server cannot know and says "Ctrl". */
export function useCommandKeyName(): '⌘' | 'Ctrl' {
  return useSyncExternalStore(never, isApple, () => false) ? '⌘' : 'Ctrl'
}
