'use client'

import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react'
import { FieldRow } from '#components/form/field-row.tsx'
import { FieldStatus } from '#components/form/field-status.tsx'
import { isSameValue } from '#components/form/inline-edit-state.ts'
import { type Saved, useFieldReading } from '#components/form/use-field-reading.ts'
import { notLoadedText } from '#components/form/use-on-demand.ts'
import { fieldLabels } from '#lib/domain/endpoints/fields.ts'
import { useEndpointScope } from './endpoint-scope.tsx'
import { groupEvents } from './event-selection.ts'
import { EventsChoice } from './events-choice.tsx'
import { useCatalogue } from './use-catalogue.ts'

const loadEditor = () => import('./events-editor.tsx')

/** What is subscribed to: a checklist that is always open, and a bar that saves the whole list at once. */
export function EventsField() {
  const { endpoint, profile, authors, may } = useEndpointScope()
  const id = useId()
  const catalogue = useCatalogue()
  const stored = useMemo(() => endpoint.events.map((event) => event.type), [endpoint.events])
  const groups = useMemo(() => groupEvents(catalogue, stored), [catalogue, stored])
  const reading = useFieldReading({
    value: stored as readonly string[],
    changedBy: authors.events,
    loadEditor,
  })
  const [draft, setDraft] = useState<readonly string[]>(stored)
  const [saving, setSaving] = useState(false)
  const listRef = useRef<HTMLDivElement>(null)
  const submitRef = useRef<() => void>(null)

  const Editor = reading.editor?.EventsEditor
  const chosen = reading.open ? draft : reading.shownValue
  const allowed = may('endpoint:update')

  function close(saved?: Saved<readonly string[]>) {
    setSaving(false)
    reading.onClose(saved)
  }

  function change(next: readonly string[]) {
    if (saving) return
    setDraft(next)
    if (isSameValue(next, stored)) return close()
    if (!reading.open || reading.failed) reading.begin()
  }

  function focusList() {
    const inside = (selector: string) => listRef.current?.querySelector<HTMLElement>(selector)
    const place = inside('[data-stop][tabindex="0"]') ?? inside('input:checked[type=radio]')
    place?.focus()
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.defaultPrevented || !reading.open || saving) return
    if (event.key === 'Escape') close()
    else if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) submitRef.current?.()
    else return
    event.preventDefault()
  }

  return (
    <FieldRow
      label={fieldLabels.events}
      highlight={reading.remoteNote?.key}
      error={reading.failed ? notLoadedText : undefined}
      errorId={`${id}-error`}
      onKeyDown={onKeyDown}
      action={<FieldStatus saved={reading.justSaved} changedBy={reading.remoteNote?.by} />}
    >
      <div ref={listRef}>
        <EventsChoice
          wildcard={profile.fields.events.wildcard}
          groups={groups}
          stored={endpoint.events}
          chosen={chosen}
          onChange={allowed ? change : undefined}
        />
      </div>
      {Editor ? (
        <Editor
          value={stored}
          draft={draft}
          submitRef={submitRef}
          onSavingChange={setSaving}
          focusList={focusList}
          onSend={reading.onSend}
          onClose={close}
        />
      ) : null}
    </FieldRow>
  )
}
