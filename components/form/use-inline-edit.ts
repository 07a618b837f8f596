'use client'

import { useEffect, useRef } from 'react'
import { type FieldEditOptions, useFieldEdit } from './use-field-edit.ts'

export type InlineEditOptions<T> = FieldEditOptions<T>

const editable =
  'input:not([type=hidden]):not(:disabled), textarea, [role=combobox], select, [tabindex="0"], button'

/** A field that is read until it is edited: the focus goes into its editor, and comes back to Edit. */
export function useInlineEdit<T>(options: InlineEditOptions<T>) {
  const edit = useFieldEdit(options)
  const editorRef = useRef<HTMLDivElement>(null)
  const editButtonRef = useRef<HTMLButtonElement>(null)
  const wasEditing = useRef(false)
  const isEditing = edit.editing !== undefined

  const findEditable = () => editorRef.current?.querySelector<HTMLElement>(`[data-autofocus], ${editable}`)

  useEffect(() => {
    if (isEditing === wasEditing.current) return
    wasEditing.current = isEditing
    if (!isEditing) return editButtonRef.current?.focus()
    const target = editorRef.current?.querySelector<HTMLElement>(`[data-autofocus], ${editable}`)
    target?.focus()
    if (target instanceof HTMLInputElement && target.type === 'text') target.select()
  }, [isEditing])

  return {
    ...edit,
    editorRef,
    editButtonRef,
    submit: () => edit.submit(() => findEditable()?.focus()),
    keepMine: () => {
      if (!edit.keepMine()) findEditable()?.focus()
    },
  }
}
