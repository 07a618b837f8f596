'use client'

import PlusIcon from 'lucide-react/icons/plus'
import XIcon from 'lucide-react/icons/x'
import { useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Input } from '#components/ui/input.tsx'
import { isSensitiveName } from '#lib/domain/audit/redact.ts'
import type { MapRule } from '#lib/domain/endpoints/profile.ts'
import type { MapRow } from './create-values.ts'

const words = {
  header: { noun: 'header', label: 'Header', placeholder: 'Header name' },
  metadata: { noun: 'key', label: 'Key', placeholder: 'Key' },
} as const

type MapInputProps = {
  rule: MapRule
  rows: readonly MapRow[]
  onChange: (rows: MapRow[]) => void
  invalid: boolean
  /** where the focus goes when the map is at fault */
  focusRef: (element: HTMLElement | null) => void
}

/** Keys and values to type before there is anything to save one by one. */
export function MapInput({ rule, rows, onChange, invalid, focusRef }: MapInputProps) {
  const { noun, label, placeholder } = words[rule.keys]
  const count = useRef(0)
  const addRef = useRef<HTMLButtonElement>(null)
  const [added, setAdded] = useState<string>()
  const hidden = rule.keys === 'header' && rows.some(({ key }) => isSensitiveName(key.trim()))

  function change(id: string, part: Partial<MapRow>) {
    onChange(rows.map((row) => (row.id === id ? { ...row, ...part } : row)))
  }
  function add() {
    count.current += 1
    const id = `added ${count.current}`
    setAdded(id)
    onChange([...rows, { id, key: '', value: '' }])
  }
  function remove(id: string) {
    onChange(rows.filter((row) => row.id !== id))
    addRef.current?.focus()
  }

  return (
    <div className="flex flex-col items-start gap-2">
      {rows.map((row, at) => (
        <div key={row.id} className="grid w-full grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto] gap-2">
          <Input
            mono
            ref={at === 0 ? focusRef : undefined}
            aria-label={`${label} ${at + 1}`}
            aria-invalid={invalid}
            placeholder={placeholder}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            autoFocus={row.id === added}
            value={row.key}
            onChange={(event) => change(row.id, { key: event.target.value })}
          />
          <Input
            mono
            aria-label={`Value ${at + 1}`}
            aria-invalid={invalid}
            placeholder={row.wasHidden ? 'Enter it again' : 'Value'}
            autoComplete="off"
            spellCheck={false}
            value={row.value}
            onChange={(event) => change(row.id, { value: event.target.value })}
          />
          <IconButton label={`Remove ${row.key || `${noun} ${at + 1}`}`} onClick={() => remove(row.id)}>
            <XIcon aria-hidden="true" />
          </IconButton>
        </div>
      ))}
      {hidden ? (
        <p className="text-faint text-sm">
          By its name one of these is a credential: its value is never shown again.
        </p>
      ) : null}
      {rows.length < rule.maxKeys ? (
        <Button ref={addRef} size="s" onClick={add}>
          <PlusIcon aria-hidden="true" className="-ml-0.5 size-3.5" />
          Add {noun}
        </Button>
      ) : null}
    </div>
  )
}
