'use client'

import PlusIcon from 'lucide-react/icons/plus'
import { useCallback, useEffect, useRef, useState } from 'react'
import { FieldRow } from '#components/form/field-row.tsx'
import { notLoadedText, useOnDemand } from '#components/form/use-on-demand.ts'
import { Button } from '#components/ui/button.tsx'
import { fieldLabels } from '#lib/domain/endpoints/fields.ts'
import { useEndpointScope } from './endpoint-scope.tsx'
import { MapEntry } from './map-entry.tsx'
import type { MapField as MapFieldName } from './map-value.tsx'
import { mapWords } from './map-words.ts'

const loadAdd = () => import('./map-entry-add.tsx')

/** A map of which each key is edited, added and removed by itself. */
export function MapField({ field }: { field: MapFieldName }) {
  const { endpoint, profile, may } = useEndpointScope()
  const [adding, setAdding] = useState(false)
  /** Rows that are being edited stay, also when somebody else removes their key meanwhile. */
  const [held, setHeld] = useState<ReadonlySet<string>>(new Set())
  const addRef = useRef<HTMLButtonElement>(null)
  const add = useOnDemand(loadAdd)
  const Add = adding ? add.module?.MapEntryAdd : undefined
  const isOpen = Add !== undefined
  const wasOpen = useRef(false)
  useEffect(() => {
    if (wasOpen.current && !isOpen) addRef.current?.focus()
    wasOpen.current = isOpen
  }, [isOpen])
  const hold = useCallback((key: string, editing: boolean) => {
    setHeld((before) => {
      if (before.has(key) === editing) return before
      const next = new Set(before)
      if (editing) next.add(key)
      else next.delete(key)
      return next
    })
  }, [])
  const rule = profile.fields[field]
  if (!rule) return null
  const map = endpoint[field]
  const stored = Object.keys(map)
  const keys = [...stored, ...[...held].filter((key) => !Object.hasOwn(map, key))]
  const words = mapWords[rule.keys]
  const allowed = may('endpoint:update')
  const isFull = stored.length >= rule.maxKeys

  return (
    <FieldRow
      label={fieldLabels[field]}
      hint={
        isFull && allowed
          ? `${rule.hint} All ${rule.maxKeys} places are taken; remove one to add another.`
          : rule.hint
      }
      error={adding && add.failed ? notLoadedText : undefined}
    >
      {keys.length === 0 && !Add ? <p className="text-faint">{words.empty}</p> : null}
      {keys.length > 0 || Add ? (
        <div className="@container my-1 divide-y divide-line rounded-lg border border-line">
          {keys.map((key) => (
            <MapEntry
              key={key}
              field={field}
              name={key}
              value={Object.hasOwn(map, key) ? (map[key] ?? null) : null}
              onEditingChange={hold}
              addRef={addRef}
            />
          ))}
          {Add ? <Add field={field} keys={rule.keys} onClose={() => setAdding(false)} /> : null}
        </div>
      ) : null}
      {allowed && !Add && !isFull ? (
        <Button
          ref={addRef}
          size="s"
          variant="ghost"
          onPointerEnter={add.prepare}
          onFocus={add.prepare}
          onClick={() => {
            add.fetch()
            setAdding(true)
          }}
          onKeyDown={(event) => {
            // The way out while the row is on its way.
            if (event.key === 'Escape') setAdding(false)
          }}
          className="-ml-[9px] font-normal"
        >
          <PlusIcon aria-hidden="true" className="size-3.5" />
          Add {words.noun}
        </Button>
      ) : null}
    </FieldRow>
  )
}
