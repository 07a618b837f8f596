'use client'

import { useId } from 'react'
import { useCommandKeyName } from '#components/ui/shortcut.ts'
import { EditorButtons } from './editor-buttons.tsx'
import { FieldConflictView } from './field-conflict.tsx'
import { FieldRow } from './field-row.tsx'
import type { InlineFieldProps } from './inline-field-props.ts'
import type { FieldEditorOptions } from './use-field-edit.ts'
import { onEditorKey, useInlineEdit } from './use-inline-edit.ts'

type Props<T> = InlineFieldProps<T> & Pick<FieldEditorOptions<T>, 'onSend' | 'onClose'>

/** An `InlineField` while it is edited. Fetched when the first one is opened: forms and their rules weigh a lot. */
export function InlineEditor<T>(props: Props<T>) {
  const { label, renderValue, renderEditor, hint, multiline = false, group = false } = props
  const edit = useInlineEdit(props)
  const { saving, conflict, error } = edit
  // An error says how to mend it: what the hint says of the rules would be the same again.
  const editHint = error ? undefined : (props.editHint ?? hint)
  const id = useId()
  const commandKey = useCommandKeyName()
  const hintId = editHint ? `${id}-hint` : undefined
  const errorId = error ? `${id}-error` : undefined
  const describedBy = [errorId, hintId].filter(Boolean).join(' ') || undefined
  return (
    <FieldRow
      editing
      label={label}
      htmlFor={group ? undefined : id}
      describedBy={group ? describedBy : undefined}
      hint={editHint}
      hintId={hintId}
      error={error}
      errorId={errorId}
      onKeyDown={(event) => onEditorKey(event, edit, multiline)}
      action={
        <EditorButtons
          saving={saving}
          blocked={conflict !== undefined}
          saveKey={multiline ? `${commandKey}↵` : '↵'}
          onCancel={edit.cancel}
          onSave={edit.submit}
        />
      }
    >
      <div ref={edit.editorRef}>
        {renderEditor({
          value: edit.draft,
          onChange: edit.change,
          saving,
          control: {
            id,
            readOnly: saving,
            'aria-invalid': error !== undefined,
            'aria-describedby': describedBy,
          },
        })}
      </div>
      {conflict ? (
        <FieldConflictView
          mine={renderValue(edit.draft)}
          theirs={renderValue(conflict.theirs)}
          by={conflict.by}
          onKeepMine={edit.keepMine}
          onTakeTheirs={edit.takeTheirs}
        />
      ) : null}
    </FieldRow>
  )
}
