'use client'

import { type KeyboardEvent, useId } from 'react'
import { EditButton, EditorButtons } from '#components/form/edit-button.tsx'
import { FieldConflictView } from '#components/form/field-conflict.tsx'
import { FieldStatus } from '#components/form/field-status.tsx'
import { useInlineEdit } from '#components/form/use-inline-edit.ts'
import { Input } from '#components/ui/input.tsx'
import { useEndpointScope } from './endpoint-scope.tsx'
import { useFieldSchema } from './use-field-schema.ts'

/** The endpoint's name as the title of its page, edited where it stands. */
export function NameField() {
  const { endpoint, profile, authors, may, save } = useEndpointScope()
  const id = useId()
  const edit = useInlineEdit<string>({
    value: endpoint.name,
    version: endpoint.version,
    changedBy: authors.name,
    schema: useFieldSchema('name'),
    onSave: (name, seenVersion) =>
      save({ field: 'name', mine: name, toDraft: String, patch: { name }, seenVersion, done: 'Name saved' }),
  })
  const { editing, error } = edit

  if (!editing) {
    return (
      // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this is a title
      <div role="group" aria-label="Name" className="flex min-h-8 min-w-0 flex-wrap items-center gap-x-2">
        <h1 className="min-w-0 font-semibold text-xl tracking-[-.01em]">{edit.shownValue}</h1>
        {may('endpoint:update') ? (
          <EditButton fieldLabel="Name" ref={edit.editButtonRef} onClick={edit.begin} className="mx-0" />
        ) : null}
        <FieldStatus saved={edit.justSaved} changedBy={edit.remoteNote?.by} />
      </div>
    )
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape') edit.cancel()
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) edit.submit()
    else return
    event.preventDefault()
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this is a title
    <div role="group" aria-label="Name" className="@container w-full min-w-0">
      <h1 className="sr-only">{endpoint.name}</h1>
      <div ref={edit.editorRef} className="flex min-w-0 flex-wrap items-center gap-2">
        <Input
          id={id}
          aria-label="Name"
          aria-invalid={error !== undefined}
          aria-describedby={error ? `${id}-error` : `${id}-hint`}
          readOnly={editing.saving}
          value={editing.draft}
          onChange={(event) => edit.change(event.target.value)}
          onKeyDown={onKeyDown}
          autoComplete="off"
          className="w-full max-w-[420px] font-semibold text-lg"
        />
        <EditorButtons
          saving={editing.saving}
          blocked={editing.conflict !== undefined}
          saveKey="↵"
          onCancel={edit.cancel}
          onSave={edit.submit}
        />
      </div>
      {error ? (
        <p id={`${id}-error`} role="alert" className="mt-1.5 text-bad text-sm">
          {error}
        </p>
      ) : (
        <p id={`${id}-hint`} className="mt-1.5 text-faint text-sm">
          {profile.fields.name.hint} Only this field is sent.
        </p>
      )}
      {editing.conflict ? (
        <FieldConflictView
          mine={editing.draft}
          theirs={editing.conflict.theirs}
          by={editing.conflict.by}
          onKeepMine={edit.keepMine}
          onTakeTheirs={edit.takeTheirs}
        />
      ) : null}
    </div>
  )
}
