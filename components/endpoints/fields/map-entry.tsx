'use client'

import { type KeyboardEvent, type RefObject, useEffect, useId, useMemo, useRef, useState } from 'react'
import { EditButton, EditorButtons } from '#components/form/edit-button.tsx'
import { FieldConflictView } from '#components/form/field-conflict.tsx'
import { FieldStatus } from '#components/form/field-status.tsx'
import { useInlineEdit } from '#components/form/use-inline-edit.ts'
import { ConfirmDialog } from '#components/ui/alert-dialog.tsx'
import { cn } from '#components/ui/cn.ts'
import { Input } from '#components/ui/input.tsx'
import { isSensitiveName, REDACTED } from '#lib/domain/audit/redact.ts'
import type { MapRule } from '#lib/domain/endpoints/profile.ts'
import { useEndpointScope } from './endpoint-scope.tsx'
import { mapWords, valueSchema } from './map-rules.ts'
import { useFieldSchema } from './use-field-schema.ts'

type MapEntryProps = {
  field: 'headers' | 'metadata'
  rule: MapRule
  name: string
  /** null once somebody removed it while it was being edited */
  value: string | null
  onEditingChange: (name: string, editing: boolean) => void
  /** Takes the focus when the row leaves. */
  addRef: RefObject<HTMLElement | null>
}

/** One key of a map, saved and removed alone. A credential's value can be replaced, but is never shown. */
export function MapEntry({ field, rule, name, value, onEditingChange, addRef }: MapEntryProps) {
  const { endpoint, authors, may, save } = useEndpointScope()
  const id = useId()
  const mapSchema = useFieldSchema(field)
  const schema = useMemo(() => valueSchema(mapSchema, name), [mapSchema, name])
  const isMasked = rule.keys === 'header' && isSensitiveName(name)
  const { noun } = mapWords[rule.keys]
  const [removing, setRemoving] = useState(false)
  const [confirming, setConfirming] = useState(false)
  const [removeError, setRemoveError] = useState<string>()
  const afterDialog = useRef<HTMLElement>(null)
  const toDraft = (current: unknown) => (typeof current === 'string' ? current : null)
  const send = (next: string | null, seenVersion: number) =>
    save<string | null>({
      field,
      key: name,
      mine: next,
      toDraft,
      patch: { [field]: { [name]: next } },
      seenVersion,
      done: next === null ? `${name} removed` : `${name} saved`,
    })
  const edit = useInlineEdit<string | null>({
    // Nobody can go on from a value that is not shown: its editor begins empty.
    value: isMasked && value !== null ? '' : value,
    version: endpoint.version,
    changedBy: authors[field],
    schema,
    onSave: send,
  })
  const { editing } = edit
  const isEditing = editing !== undefined
  useEffect(() => onEditingChange(name, isEditing), [onEditingChange, name, isEditing])

  async function remove(): Promise<string | undefined> {
    setRemoving(true)
    setRemoveError(undefined)
    // The row may leave, and its dialog with it, before the next line runs.
    afterDialog.current = addRef.current
    const result = await send(null, endpoint.version)
    setRemoving(false)
    if (result.ok) {
      requestAnimationFrame(() => addRef.current?.focus())
      return undefined
    }
    afterDialog.current = null
    const reason =
      'error' in result ? result.error : `${result.conflict.by} changed it a moment ago. Look again.`
    setRemoveError(reason)
    return reason
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.defaultPrevented) return
    if (event.key === 'Escape') edit.cancel()
    else if (
      event.key === 'Enter' &&
      !(event.target instanceof HTMLButtonElement) &&
      !event.nativeEvent.isComposing
    )
      edit.submit()
    else return
    event.preventDefault()
  }

  const render = (shown: string | null) =>
    shown === null ? (
      <span className="text-faint">Removed</span>
    ) : isMasked ? (
      <code>{REDACTED}</code>
    ) : shown === '' ? (
      <span className="text-faint">Empty</span>
    ) : (
      <code className="break-all">{shown}</code>
    )
  const error = edit.error ?? removeError

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would have to have its legend as its first child
    <div
      role="group"
      aria-labelledby={`${id}-name`}
      onKeyDown={isEditing ? onKeyDown : undefined}
      className={cn('px-2.5 py-1.5', isEditing && 'bg-accent-soft', edit.remoteNote && 'animate-highlight')}
    >
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 @md:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto]">
        <code id={`${id}-name`} className="break-all">
          {name}
        </code>
        <div
          ref={edit.editorRef}
          className="col-span-2 row-start-2 min-w-0 @md:col-span-1 @md:col-start-2 @md:row-start-1"
        >
          {editing ? (
            <Input
              id={id}
              mono
              aria-label={isMasked ? `New value of ${name}` : `Value of ${name}`}
              aria-invalid={error !== undefined}
              aria-describedby={error ? `${id}-error` : undefined}
              placeholder={isMasked ? 'New value' : undefined}
              autoComplete="off"
              spellCheck={false}
              readOnly={editing.saving}
              value={editing.draft ?? ''}
              onChange={(event) => edit.change(event.target.value)}
            />
          ) : (
            render(edit.shownValue)
          )}
        </div>
        <div className="col-start-2 row-start-1 flex items-center justify-end gap-2 @md:col-start-3">
          <FieldStatus saved={edit.justSaved} changedBy={edit.remoteNote?.by} />
          {editing ? (
            <EditorButtons
              saving={editing.saving}
              blocked={editing.conflict !== undefined}
              saveKey="↵"
              onCancel={edit.cancel}
              onSave={edit.submit}
            />
          ) : may('endpoint:update') ? (
            <>
              <EditButton fieldLabel={name} ref={edit.editButtonRef} onClick={edit.begin} />
              <EditButton
                fieldLabel={name}
                aria-busy={removing || undefined}
                onClick={() => (isMasked ? setConfirming(true) : void remove())}
              >
                Remove
              </EditButton>
            </>
          ) : null}
        </div>
      </div>
      {error ? (
        <p id={`${id}-error`} role="alert" className="mt-1 text-bad text-sm">
          {error}
        </p>
      ) : null}
      {editing?.conflict ? (
        <FieldConflictView
          mine={isMasked ? 'Your new value' : render(editing.draft)}
          theirs={render(editing.conflict.theirs)}
          by={editing.conflict.by}
          onKeepMine={edit.keepMine}
          onTakeTheirs={edit.takeTheirs}
        />
      ) : null}
      {isMasked ? (
        <ConfirmDialog
          open={confirming}
          onOpenChange={setConfirming}
          title={`Remove ${name}?`}
          description={`The value of this ${noun} is kept nowhere else, so it cannot be brought back.`}
          confirmLabel="Remove"
          onConfirm={remove}
          returnFocusTo={afterDialog}
        />
      ) : null}
    </div>
  )
}
