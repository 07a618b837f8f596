'use client'

import { useId } from 'react'
import { EditButton } from './edit-button.tsx'
import { FieldRow } from './field-row.tsx'
import { FieldStatus } from './field-status.tsx'
import type { InlineFieldProps } from './inline-field-props.ts'
import { useFieldReading } from './use-field-reading.ts'
import { notLoadedText } from './use-on-demand.ts'

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
