'use client'

import { useId } from 'react'
import { EditorButtons } from '#components/form/editor-buttons.tsx'
import { FieldConflictView } from '#components/form/field-conflict.tsx'
import type { FieldEditorOptions } from '#components/form/use-field-edit.ts'
import { onEditorKey, useInlineEdit } from '#components/form/use-inline-edit.ts'
import { Input } from '#components/ui/input.tsx'
import { useEndpointScope } from './endpoint-scope.tsx'

/** The name while it is edited. */
export function NameEditor(reading: Pick<FieldEditorOptions<string>, 'onSend' | 'onClose'>) {
  const { endpoint, profile, authors, save, schemaOf } = useEndpointScope()
  const id = useId()
  const edit = useInlineEdit<string>({
    ...reading,
    value: endpoint.name,
    version: endpoint.version,
    changedBy: authors.name,
    schema: schemaOf('name'),
    onSave: (name, seenVersion) =>
      save({ field: 'name', mine: name, toDraft: String, patch: { name }, seenVersion, done: 'Name saved' }),
  })
  const { error, saving, conflict } = edit
  return (
    <>
      <h1 className="sr-only">{endpoint.name}</h1>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: passes on the keys of the text box inside */}
      <div
        ref={edit.editorRef}
        onKeyDown={(event) => onEditorKey(event, edit)}
        className="flex min-w-0 flex-wrap items-center gap-2"
      >
        <Input
          id={id}
          aria-label="Name"
          aria-invalid={error !== undefined}
          aria-describedby={error ? `${id}-error` : `${id}-hint`}
          readOnly={saving}
          value={edit.draft}
          onChange={(event) => edit.change(event.target.value)}
          autoComplete="off"
          className="w-full max-w-[420px] font-semibold text-lg"
        />
        <EditorButtons
          saving={saving}
          blocked={conflict !== undefined}
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
      {conflict ? (
        <FieldConflictView
          mine={edit.draft}
          theirs={conflict.theirs}
          by={conflict.by}
          onKeepMine={edit.keepMine}
          onTakeTheirs={edit.takeTheirs}
        />
      ) : null}
    </>
  )
}
