'use client'

import { EditButton } from '#components/form/edit-button.tsx'
import { FieldStatus } from '#components/form/field-status.tsx'
import { useFieldReading } from '#components/form/use-field-reading.ts'
import { notLoadedText } from '#components/form/use-on-demand.ts'
import { useEndpointScope } from './endpoint-scope.tsx'

const loadEditor = () => import('./name-editor.tsx')

/** The endpoint's name as the title of its page, edited where it stands. */
export function NameField() {
  const { endpoint, authors, may } = useEndpointScope()
  const reading = useFieldReading({ value: endpoint.name, changedBy: authors.name, loadEditor })
  const Editor = reading.editor?.NameEditor
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this is a title
    <div role="group" aria-label="Name" className="@container min-w-0">
      {Editor ? (
        <Editor onSend={reading.onSend} onClose={reading.onClose} />
      ) : (
        <div className="flex min-h-8 min-w-0 flex-wrap items-center gap-x-2">
          <h1 className="min-w-0 font-semibold text-xl tracking-[-.01em]">{reading.shownValue}</h1>
          {may('endpoint:update') ? (
            <EditButton fieldLabel="Name" {...reading.editButton} className="mx-0" />
          ) : null}
          <FieldStatus saved={reading.justSaved} changedBy={reading.remoteNote?.by} />
        </div>
      )}
      {reading.failed ? (
        <p role="alert" className="text-bad text-sm">
          {notLoadedText}
        </p>
      ) : null}
    </div>
  )
}
