'use client'

import PlusIcon from 'lucide-react/icons/plus'
import { useRef, useState } from 'react'
import { FieldRow } from '#components/form/field-row.tsx'
import { Button } from '#components/ui/button.tsx'
import { fieldLabels } from '#lib/domain/endpoints/fields.ts'
import { useEndpointScope } from './endpoint-scope.tsx'
import { MapEntry } from './map-entry.tsx'
import { MapEntryAdd } from './map-entry-add.tsx'
import { mapWords } from './map-rules.ts'

/** A map of which each key is edited, added and removed by itself. */
export function MapField({ field }: { field: 'headers' | 'metadata' }) {
  const { endpoint, profile, may } = useEndpointScope()
  const [adding, setAdding] = useState(false)
  /** Rows that are being edited stay, also when somebody else removes their key meanwhile. */
  const [held, setHeld] = useState<ReadonlySet<string>>(new Set())
  const addRef = useRef<HTMLButtonElement>(null)
  const rule = profile.fields[field]
  if (!rule) return null
  const map = endpoint[field]
  const stored = Object.keys(map)
  const keys = [...stored, ...[...held].filter((key) => !Object.hasOwn(map, key))]
  const words = mapWords[rule.keys]
  const allowed = may('endpoint:update')
  const isFull = stored.length >= rule.maxKeys

  function hold(key: string, editing: boolean) {
    setHeld((before) => {
      if (before.has(key) === editing) return before
      const next = new Set(before)
      if (editing) next.add(key)
      else next.delete(key)
      return next
    })
  }

  function closeAdding() {
    setAdding(false)
    // The button comes back with the next drawing of the page.
    requestAnimationFrame(() => addRef.current?.focus())
  }

  return (
    <FieldRow
      label={fieldLabels[field]}
      hint={
        isFull && allowed
          ? `${rule.hint} All ${rule.maxKeys} places are taken; remove one to add another.`
          : rule.hint
      }
    >
      {keys.length === 0 && !adding ? <p className="text-faint">{words.empty}</p> : null}
      {keys.length > 0 || adding ? (
        <div className="@container my-1 divide-y divide-line rounded-lg border border-line">
          {keys.map((key) => (
            <MapEntry
              key={key}
              field={field}
              rule={rule}
              name={key}
              value={Object.hasOwn(map, key) ? (map[key] ?? null) : null}
              onEditingChange={hold}
              addRef={addRef}
            />
          ))}
          {adding ? <MapEntryAdd field={field} rule={rule} onClose={closeAdding} /> : null}
        </div>
      ) : null}
      {allowed && !adding && !isFull ? (
        <Button
          ref={addRef}
          size="s"
          variant="ghost"
          onClick={() => setAdding(true)}
          className="-ml-[9px] font-normal"
        >
          <PlusIcon aria-hidden="true" className="size-3.5" />
          Add {words.noun}
        </Button>
      ) : null}
    </FieldRow>
  )
}
