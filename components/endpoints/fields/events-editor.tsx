'use client'

import { type RefObject, useEffect, useEffectEvent } from 'react'
import { FieldConflictView } from '#components/form/field-conflict.tsx'
import { SaveBar } from '#components/form/save-bar.tsx'
import { type FieldEditorOptions, useFieldEdit } from '#components/form/use-field-edit.ts'
import { useEndpointScope } from './endpoint-scope.tsx'
import { diffText } from './events-diff.ts'
import { EventsSide } from './events-side.tsx'

type Types = readonly string[]

type EventsEditorProps = Pick<FieldEditorOptions<Types>, 'value' | 'onSend' | 'onClose'> & {
  /** what the checklist has now */
  draft: Types
  /** gets what saves the draft */
  submitRef: RefObject<(() => void) | null>
  onSavingChange: (saving: boolean) => void
  focusList: () => void
}

/** What stands under a checklist that was changed: the difference, and the way out or in; or both sides of a conflict. */
export function EventsEditor({ draft, submitRef, onSavingChange, focusList, ...reading }: EventsEditorProps) {
  const { endpoint, authors, save, schemaOf } = useEndpointScope()
  const edit = useFieldEdit<Types>({
    ...reading,
    version: endpoint.version,
    changedBy: authors.events,
    schema: schemaOf('events'),
    onSave: (events, seenVersion) =>
      save({
        field: 'events',
        mine: events,
        toDraft: (current) => (Array.isArray(current) ? current.map(String) : []),
        patch: { events },
        seenVersion,
        done: 'Events saved',
        doneDetail: diffText(reading.value, events),
      }),
  })
  const { saving, conflict, base } = edit

  const follow = useEffectEvent(() => edit.change(draft))
  // biome-ignore lint/correctness/useExhaustiveDependencies: the form takes over each draft once
  useEffect(() => follow(), [draft])
  useEffect(() => onSavingChange(saving), [onSavingChange, saving])
  // While there are two sides, the buttons of one of them decide.
  useEffect(() => {
    submitRef.current = () => edit.submit()
    return () => {
      submitRef.current = null
    }
  })

  if (conflict) {
    return (
      <FieldConflictView
        mine={<EventsSide events={draft} other={conflict.theirs} />}
        theirs={<EventsSide events={conflict.theirs} other={draft} />}
        by={conflict.by}
        onKeepMine={() => {
          edit.keepMine()
          focusList()
        }}
        onTakeTheirs={() => {
          edit.takeTheirs()
          focusList()
        }}
      />
    )
  }
  if (!edit.isDirty) return null
  return (
    <SaveBar
      className="mt-2"
      summary={diffText(base, draft)}
      detail="in Events"
      saveLabel="Save events"
      saving={saving}
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
  )
}
