'use client'

import { type KeyboardEvent, type ReactNode, useId } from 'react'
import { useCommandKeyName } from '#components/ui/shortcut.ts'
import { EditButton, EditorButtons } from './edit-button.tsx'
import { FieldConflictView } from './field-conflict.tsx'
import { FieldRow } from './field-row.tsx'
import { FieldStatus } from './field-status.tsx'
import { type InlineEditOptions, useInlineEdit } from './use-inline-edit.ts'

/** Spread `control` on the control; bind it to `value` and `onChange`. */
export type InlineEditorProps<T> = {
  value: T
  onChange: (draft: T) => void
  saving: boolean
  control: { id: string; readOnly: boolean; 'aria-invalid': boolean; 'aria-describedby': string | undefined }
}

type InlineFieldProps<T> = InlineEditOptions<T> & {
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

/** A field that is read until it is edited, and saved alone. Enter saves, Escape restores. */
export function InlineField<T>(props: InlineFieldProps<T>) {
  const { label, renderValue, renderEditor, hint, editHint, multiline = false, aside, readOnlyReason } = props
  const edit = useInlineEdit(props)
  const id = useId()
  const commandKey = useCommandKeyName()
  const { editing, error } = edit
  const shownHint = (editing ? (editHint ?? hint) : hint) ?? (readOnlyReason || undefined)
  const hintId = shownHint ? `${id}-hint` : undefined
  const errorId = error ? `${id}-error` : undefined

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    // Menus and dialogs that belong to an editor have keys of their own.
    const inLayer = event.target instanceof Element && event.target.closest('dialog, [popover]')
    if (event.defaultPrevented || (inLayer && event.currentTarget.contains(inLayer))) return
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

  return (
    <FieldRow
      editing={editing !== undefined}
      label={label}
      htmlFor={editing ? id : undefined}
      hint={shownHint}
      hintId={hintId}
      error={error}
      errorId={errorId}
      highlight={edit.remoteNote?.key}
      onKeyDown={editing ? onKeyDown : undefined}
      action={
        <>
          <FieldStatus saved={edit.justSaved} changedBy={edit.remoteNote?.by} />
          {editing ? (
            <EditorButtons
              saving={editing.saving}
              blocked={editing.conflict !== undefined}
              saveKey={multiline ? `${commandKey}↵` : '↵'}
              onCancel={edit.cancel}
              onSave={edit.submit}
            />
          ) : (
            <>
              {aside}
              {readOnlyReason === undefined ? (
                <EditButton fieldLabel={label} ref={edit.editButtonRef} onClick={edit.begin} />
              ) : null}
            </>
          )}
        </>
      }
    >
      {editing ? (
        <>
          <div ref={edit.editorRef}>
            {renderEditor({
              value: editing.draft,
              onChange: edit.change,
              saving: editing.saving,
              control: {
                id,
                readOnly: editing.saving,
                'aria-invalid': error !== undefined,
                'aria-describedby': [errorId, hintId].filter(Boolean).join(' ') || undefined,
              },
            })}
          </div>
          {editing.conflict ? (
            <FieldConflictView
              mine={renderValue(editing.draft)}
              theirs={renderValue(editing.conflict.theirs)}
              by={editing.conflict.by}
              onKeepMine={edit.keepMine}
              onTakeTheirs={edit.takeTheirs}
            />
          ) : null}
        </>
      ) : (
        renderValue(edit.shownValue)
      )}
    </FieldRow>
  )
}
