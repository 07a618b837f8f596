'use client'

import { type KeyboardEvent, useId, useMemo, useRef } from 'react'
import { FieldConflictView } from '#components/form/field-conflict.tsx'
import { FieldRow } from '#components/form/field-row.tsx'
import { FieldStatus } from '#components/form/field-status.tsx'
import { SaveBar } from '#components/form/save-bar.tsx'
import { useFieldEdit } from '#components/form/use-field-edit.ts'
import { Radio, RadioGroup } from '#components/ui/radio-group.tsx'
import { fieldLabels, WILDCARD } from '#lib/domain/endpoints/fields.ts'
import { useEndpointScope } from './endpoint-scope.tsx'
import { EventChecklist } from './event-checklist.tsx'
import { diffEvents, diffText, groupEvents } from './event-selection.ts'
import { EventsSide } from './events-side.tsx'
import { useCatalogue } from './use-catalogue.ts'
import { useFieldSchema } from './use-field-schema.ts'

/** What is subscribed to: a checklist that is always open, and a bar that saves the whole list at once. */
export function EventsField() {
  const { endpoint, profile, authors, may, save } = useEndpointScope()
  const id = useId()
  const catalogue = useCatalogue()
  const listRef = useRef<HTMLDivElement>(null)
  const stored = useMemo(() => endpoint.events.map((event) => event.type), [endpoint.events])
  const edit = useFieldEdit<readonly string[]>({
    value: stored,
    version: endpoint.version,
    changedBy: authors.events,
    schema: useFieldSchema('events'),
    onSave: (events, seenVersion) =>
      save({
        field: 'events',
        mine: events,
        toDraft: (current) => (Array.isArray(current) ? current.map(String) : []),
        patch: { events },
        seenVersion,
        done: 'Events saved',
        doneDetail: diffText(diffEvents(stored, events)),
      }),
  })
  const groups = useMemo(() => groupEvents(catalogue, stored), [catalogue, stored])
  /** What was chosen by name before the reader tried «all». */
  const named = useRef<readonly string[]>([])

  const { editing } = edit
  const chosen = editing?.draft ?? edit.shownValue
  const diff = diffEvents(editing ? editing.base : stored, chosen)
  const isAll = chosen.includes(WILDCARD)
  const allowed = may('endpoint:update')
  const total = groups.reduce((sum, group) => sum + group.events.length, 0)

  function chooseAll(all: boolean) {
    if (all) named.current = chosen
    edit.change(all ? [WILDCARD] : named.current.filter((type) => type !== WILDCARD))
  }

  function focusList() {
    listRef.current
      ?.querySelector<HTMLElement>('input:checked[type=radio], [data-stop][tabindex="0"]')
      ?.focus()
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.defaultPrevented || !editing) return
    if (event.key === 'Escape') edit.cancel()
    else if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) edit.submit()
    else return
    event.preventDefault()
  }

  return (
    <FieldRow
      label={fieldLabels.events}
      highlight={edit.remoteNote?.key}
      onKeyDown={onKeyDown}
      action={<FieldStatus saved={edit.justSaved} changedBy={edit.remoteNote?.by} />}
    >
      <div ref={listRef}>
        {allowed && profile.fields.events.wildcard ? (
          <RadioGroup legend="Which events" className="gap-1.5 pb-1">
            <Radio name={`${id}-which`} checked={isAll} onChange={() => chooseAll(true)}>
              All events, current and future
            </Radio>
            <Radio name={`${id}-which`} checked={!isAll} onChange={() => chooseAll(false)}>
              Only those chosen below
            </Radio>
          </RadioGroup>
        ) : null}
        <p>
          {isAll ? (
            `All events, current and future${allowed ? '' : ` (${total} now)`}`
          ) : (
            <span className="tabular-nums">
              {chosen.length} of {total} chosen
            </span>
          )}
          {allowed ? <span className="text-faint"> · replaces the whole list when saved</span> : null}
        </p>
        {isAll ? null : (
          <EventChecklist
            groups={groups}
            stored={endpoint.events}
            chosen={chosen}
            onChange={allowed ? edit.change : undefined}
          />
        )}
      </div>
      {editing?.conflict ? (
        <FieldConflictView
          mine={<EventsSide events={chosen} other={editing.conflict.theirs} />}
          theirs={<EventsSide events={editing.conflict.theirs} other={chosen} />}
          by={editing.conflict.by}
          onKeepMine={() => {
            edit.keepMine()
            focusList()
          }}
          onTakeTheirs={() => {
            edit.takeTheirs()
            focusList()
          }}
        />
      ) : editing?.isDirty ? (
        <SaveBar
          className="mt-2"
          summary={diffText(diff)}
          detail="in Events"
          saveLabel="Save events"
          saving={editing.saving}
          error={edit.error}
          onSave={() => {
            edit.submit()
            focusList()
          }}
          onDiscard={() => {
            edit.cancel()
            focusList()
          }}
        />
      ) : null}
    </FieldRow>
  )
}
