'use client'

import { type ReactNode, useId } from 'react'
import { EditButton } from './edit-button.tsx'
import { FieldRow } from './field-row.tsx'
import { FieldStatus } from './field-status.tsx'
import type { FieldEditOptions } from './use-field-edit.ts'
import { useFieldReading } from './use-field-reading.ts'
import { notLoadedText } from './use-on-demand.ts'

/** Spread `control` on the control; bind it to `value` and `onChange`. */
export type InlineEditorProps<T> = {
  value: T
  onChange: (draft: T) => void
  saving: boolean
  control: { id: string; readOnly: boolean; 'aria-invalid': boolean; 'aria-describedby': string | undefined }
}

export type InlineFieldProps<T> = FieldEditOptions<T> & {
  label: string
  /** How a value reads; also used for both sides of a conflict. */
  renderValue: (value: T) => ReactNode
  renderEditor: (editor: InlineEditorProps<T>) => ReactNode
  hint?: ReactNode
  /** A hint for the editor instead, where it matters what happens on saving. */
  editHint?: ReactNode
  /** Enter belongs to the text; ⌘ or Ctrl with Enter saves. */
  multiline?: boolean
  /** Quiet things before Edit, such as a test button. */
  aside?: ReactNode
  /** Says why the field cannot be edited; then there is no Edit button. Empty: no reason is given. */
  readOnlyReason?: string | undefined
}

const loadEditor = () => import('./inline-editor.tsx')

/** A field that is read until it is edited, and saved alone. Enter saves, Escape restores. */
export function InlineField<T>(props: InlineFieldProps<T>) {
  const { label, renderValue, hint, aside, readOnlyReason } = props
  const reading = useFieldReading({ ...props, loadEditor })
  const id = useId()
  const Editor = reading.editor?.InlineEditor
  if (Editor) return <Editor {...props} onSend={reading.onSend} onClose={reading.onClose} />
  return (
    <FieldRow
      label={label}
      hint={hint ?? (readOnlyReason || undefined)}
      error={reading.failed ? notLoadedText : undefined}
      errorId={`${id}-error`}
      highlight={reading.remoteNote?.key}
      action={
        <>
          <FieldStatus saved={reading.justSaved} changedBy={reading.remoteNote?.by} />
          {aside}
          {readOnlyReason === undefined ? <EditButton fieldLabel={label} {...reading.editButton} /> : null}
        </>
      }
    >
      {renderValue(reading.shownValue)}
    </FieldRow>
  )
}
