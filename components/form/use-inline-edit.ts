'use client'

import { useEffect, useRef } from 'react'
import { type FieldEditorOptions, useFieldEdit } from './use-field-edit.ts'

const editable = [
  '[data-autofocus]',
  'input:not([type=hidden]):not(:disabled), textarea, [role=combobox], select, [tabindex="0"], button',
]

/** An editor that takes the focus when it opens. */
export function useInlineEdit<T>(options: FieldEditorOptions<T>) {
  const edit = useFieldEdit(options)
  const editorRef = useRef<HTMLDivElement>(null)
  const control = useRef(() => {
    const inside = (selector: string) => editorRef.current?.querySelector<HTMLElement>(selector)
    return editable.map(inside).find(Boolean)
  })

  useEffect(() => {
    const target = control.current()
    target?.focus()
    if (target instanceof HTMLInputElement && target.type === 'text') target.select()
    // left to itself, the caret stands before the text
    if (target instanceof HTMLTextAreaElement) target.setSelectionRange(target.textLength, target.textLength)
  }, [])

  return {
    ...edit,
    editorRef,
    submit: () => edit.submit(() => control.current()?.focus()),
    keepMine: () => {
      if (!edit.keepMine()) control.current()?.focus()
    },
  }
}

type KeyTarget = {
  key: string
  shiftKey: boolean
  metaKey: boolean
  ctrlKey: boolean
  defaultPrevented: boolean
  target: EventTarget
  currentTarget: EventTarget
  nativeEvent: { isComposing: boolean }
  preventDefault: () => void
}

/** Enter saves, Escape restores. In a text of several lines Enter is a letter; ⌘ or Ctrl with it saves. */
export function onEditorKey(
  event: KeyTarget,
  edit: { submit: () => void; cancel: () => void },
  multiline = false,
): void {
  // Menus and dialogs that belong to an editor have keys of their own.
  const inLayer = event.target instanceof Element && event.target.closest('dialog, [popover]')
  if (event.defaultPrevented || (inLayer && (event.currentTarget as Element).contains(inLayer))) return
  if (event.key === 'Escape') {
    event.preventDefault()
    edit.cancel()
  }
  const onButton = event.target instanceof HTMLButtonElement
  const saves = multiline ? event.metaKey || event.ctrlKey : !onButton && !event.shiftKey
  if (event.key === 'Enter' && saves && !event.nativeEvent.isComposing) {
    event.preventDefault()
    edit.submit()
  }
}
