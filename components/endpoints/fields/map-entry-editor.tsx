'use client'

import { useId } from 'react'
import { EditorButtons } from '#components/form/editor-buttons.tsx'
import { FieldConflictView } from '#components/form/field-conflict.tsx'
import type { FieldEditorOptions } from '#components/form/use-field-edit.ts'
import { onEditorKey, useInlineEdit } from '#components/form/use-inline-edit.ts'
import { Input } from '#components/ui/input.tsx'
import { isSensitiveName } from '#lib/domain/audit/redact.ts'
import { useEndpointScope } from './endpoint-scope.tsx'
import { valueSchema } from './map-rules.ts'
import { type MapField, MapValue, saveOfKey } from './map-value.tsx'

type MapEntryEditorProps = Pick<FieldEditorOptions<string | null>, 'onSend' | 'onClose'> & {
  field: MapField
  name: string
  /** for the element that shows the name: the row is named by it */
  nameId: string
  value: string | null
}

/** The value of one key while it is edited. Nobody can go on from a credential, which is not shown: that begins empty. */
export function MapEntryEditor({ field, name, nameId, value, onSend, onClose }: MapEntryEditorProps) {
  const { endpoint, authors, save, schemaOf } = useEndpointScope()
  const id = useId()
  const masked = field === 'headers' && isSensitiveName(name)
  const edit = useInlineEdit<string | null>({
    value: masked && value !== null ? '' : value,
    version: endpoint.version,
    changedBy: authors[field],
    schema: () => schemaOf(field)().then((rule) => valueSchema(rule, name)),
    onSave: (next, seenVersion) => save(saveOfKey(field, name, next, seenVersion, `${name} saved`)),
    onSend,
    onClose,
  })
  const { saving, conflict, error } = edit
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: passes on the keys of the text box inside
    <div onKeyDown={(event) => onEditorKey(event, edit)}>
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 @md:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto]">
        <code id={nameId} className="break-all">
          {name}
        </code>
        <div
          ref={edit.editorRef}
          className="col-span-2 row-start-2 min-w-0 @md:col-span-1 @md:col-start-2 @md:row-start-1"
        >
          <Input
            id={id}
            mono
            type="text"
            aria-label={masked ? `New value of ${name}` : `Value of ${name}`}
            aria-invalid={error !== undefined}
            aria-describedby={error ? `${id}-error` : undefined}
            placeholder={masked ? 'New value' : undefined}
            autoComplete="off"
            spellCheck={false}
            readOnly={saving}
            value={edit.draft ?? ''}
            onChange={(event) => edit.change(event.target.value)}
          />
        </div>
        <div className="col-start-2 row-start-1 flex items-center justify-end gap-2 @md:col-start-3">
          <EditorButtons
            saving={saving}
            blocked={conflict !== undefined}
            saveKey="↵"
            onCancel={edit.cancel}
            onSave={edit.submit}
          />
        </div>
      </div>
      {error ? (
        <p id={`${id}-error`} role="alert" className="mt-1 text-bad text-sm">
          {error}
        </p>
      ) : null}
      {conflict ? (
        <FieldConflictView
          mine={masked ? 'Your new value' : <MapValue value={edit.draft} masked={false} />}
          theirs={<MapValue value={conflict.theirs} masked={masked} />}
          by={conflict.by}
          onKeepMine={edit.keepMine}
          onTakeTheirs={edit.takeTheirs}
        />
      ) : null}
    </div>
  )
}
