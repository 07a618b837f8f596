'use client'

import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { isSameValue } from './inline-edit-state.ts'
import { useOnDemand } from './use-on-demand.ts'
import { useRemoteChange } from './use-remote-change.ts'

/** What was just saved, in place of which value. */
export type Saved<T> = { draft: T; base: T }

const savedShownMs = 2500

/**
 * A field while it is read: its value, "Saved" for a moment, whose change came in, and whether its editor is open. The
 * editor is fetched when it is opened. Once it has closed, the focus is back on Edit.
 */
export function useFieldReading<T, M>({
  value,
  changedBy,
  loadEditor,
}: {
  value: T
  /** Who changed the value last, when that was somebody else. */
  changedBy?: string | undefined
  loadEditor: () => Promise<M>
}) {
  const editor = useOnDemand(loadEditor)
  const [open, setOpen] = useState(false)
  const [saved, setSaved] = useState<{ draft: T; base?: T }>()
  const remote = useRemoteChange(value, changedBy)
  const editButtonRef = useRef<HTMLButtonElement>(null)

  const isSaved = saved !== undefined
  useEffect(() => {
    if (!isSaved) return
    const timer = setTimeout(() => setSaved(undefined), savedShownMs)
    return () => clearTimeout(timer)
  }, [isSaved])

  // The page has caught up: from here on it alone says what is so, also when that is the old value again.
  const overtakes = saved !== undefined && 'base' in saved && !isSameValue(value, saved.base)
  useEffect(() => {
    if (overtakes) setSaved((before) => before && { draft: before.draft })
  }, [overtakes])

  const wasOpen = useRef(false)
  useEffect(() => {
    if (wasOpen.current && !open) editButtonRef.current?.focus()
    wasOpen.current = open
  }, [open])

  function begin() {
    editor.fetch()
    setSaved(undefined)
    setOpen(true)
  }

  return {
    open,
    /** The editor's code, while it is open and there. */
    editor: open ? editor.module : undefined,
    /** The editor did not come. */
    failed: open && editor.failed,
    /** The value to read: what the page has, or what was saved a moment ago. */
    shownValue: saved && 'base' in saved && !overtakes ? saved.draft : value,
    justSaved: isSaved && remote.note === undefined,
    remoteNote: open ? undefined : remote.note,
    begin,
    /** For the button that opens the editor. */
    editButton: {
      ref: editButtonRef,
      'aria-busy': (open && !editor.module && !editor.failed) || undefined,
      onPointerEnter: editor.prepare,
      onFocus: editor.prepare,
      onClick: begin,
      onKeyDown: (event: KeyboardEvent) => {
        // The way out while the editor is on its way.
        if (event.key === 'Escape') setOpen(false)
      },
    },
    /** For the editor. */
    onSend: remote.ownSave,
    onClose: (result?: Saved<T>) => {
      setOpen(false)
      setSaved(result)
    },
  }
}
