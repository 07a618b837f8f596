'use client'

import { type RefObject, useEffect, useId, useRef, useState } from 'react'
import { EditButton } from '#components/form/edit-button.tsx'
import { FieldStatus } from '#components/form/field-status.tsx'
import { useFieldReading } from '#components/form/use-field-reading.ts'
import { notLoadedText, useOnDemand } from '#components/form/use-on-demand.ts'
import { cn } from '#components/ui/cn.ts'
import { isSensitiveName } from '#lib/domain/audit/redact.ts'
import { useEndpointScope } from './endpoint-scope.tsx'
import { type MapField, MapValue, saveOfKey } from './map-value.tsx'

const loadEditor = () => import('./map-entry-editor.tsx')
const loadDialog = () => import('#components/ui/alert-dialog.tsx')

type MapEntryProps = {
  field: MapField
  name: string
  /** null once somebody removed it while it was being edited */
  value: string | null
  onEditingChange: (name: string, editing: boolean) => void
  /** Takes the focus when the row leaves. */
  addRef: RefObject<HTMLElement | null>
}

/** One key of a map, saved and removed alone. A credential's value can be replaced, but is never shown. */
export function MapEntry({ field, name, value, onEditingChange, addRef }: MapEntryProps) {
  const { endpoint, authors, may, save } = useEndpointScope()
  const id = useId()
  const masked = field === 'headers' && isSensitiveName(name)
  const reading = useFieldReading({ value, changedBy: authors[field], loadEditor })
  const dialog = useOnDemand(loadDialog)
  const [removing, setRemoving] = useState(false)
  const [confirming, setConfirming] = useState(false)
  const [error, setError] = useState<string>()
  const afterDialog = useRef<HTMLElement>(null)
  const Editor = reading.editor?.MapEntryEditor
  const ConfirmDialog = confirming ? dialog.module?.ConfirmDialog : undefined
  const { open } = reading
  useEffect(() => onEditingChange(name, open), [onEditingChange, name, open])

  async function remove(): Promise<string | undefined> {
    setRemoving(true)
    setError(undefined)
    // The row may leave, and its dialog with it, before the next line runs.
    afterDialog.current = addRef.current
    const result = await save(saveOfKey(field, name, null, endpoint.version, `${name} removed`))
    setRemoving(false)
    if (result.ok) {
      requestAnimationFrame(() => addRef.current?.focus())
      return undefined
    }
    afterDialog.current = null
    const reason =
      'error' in result ? result.error : `${result.conflict.by} changed it a moment ago. Look again.`
    setError(reason)
    return reason
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would have to have its legend as its first child
    <div
      role="group"
      aria-labelledby={`${id}-name`}
      className={cn('px-2.5 py-1.5', Editor && 'bg-accent-soft', reading.remoteNote && 'animate-highlight')}
    >
      {Editor ? (
        <Editor
          field={field}
          name={name}
          nameId={`${id}-name`}
          value={value}
          onSend={reading.onSend}
          onClose={reading.onClose}
        />
      ) : (
        <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 @md:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto]">
          <code id={`${id}-name`} className="break-all">
            {name}
          </code>
          <div className="col-span-2 row-start-2 min-w-0 @md:col-span-1 @md:col-start-2 @md:row-start-1">
            <MapValue value={reading.shownValue} masked={masked} />
          </div>
          <div className="col-start-2 row-start-1 flex items-center justify-end gap-2 @md:col-start-3">
            <FieldStatus saved={reading.justSaved} changedBy={reading.remoteNote?.by} />
            {may('endpoint:update') ? (
              <>
                <EditButton fieldLabel={name} {...reading.editButton} />
                <EditButton
                  fieldLabel={name}
                  aria-busy={removing || undefined}
                  onPointerEnter={masked ? dialog.prepare : undefined}
                  onClick={() => {
                    if (removing) return
                    if (!masked) return void remove()
                    dialog.fetch()
                    setConfirming(true)
                  }}
                >
                  Remove
                </EditButton>
              </>
            ) : null}
          </div>
        </div>
      )}
      {error || reading.failed || (confirming && dialog.failed) ? (
        <p role="alert" className="mt-1 text-bad text-sm">
          {error ?? notLoadedText}
        </p>
      ) : null}
      {ConfirmDialog ? (
        <ConfirmDialog
          open
          onOpenChange={setConfirming}
          title={`Remove ${name}?`}
          description="By its name it is a credential, so its value is kept nowhere else and cannot be brought back."
          confirmLabel="Remove"
          onConfirm={remove}
          returnFocusTo={afterDialog}
        />
      ) : null}
    </div>
  )
}
