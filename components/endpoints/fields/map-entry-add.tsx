'use client'

import '#components/form/zod-settings.ts'
import { zodResolver } from '@hookform/resolvers/zod'
import { type KeyboardEvent, useId } from 'react'
import { type Resolver, useForm } from 'react-hook-form'
import { EditorButtons } from '#components/form/editor-buttons.tsx'
import { Input } from '#components/ui/input.tsx'
import { isSensitiveName } from '#lib/domain/audit/redact.ts'
import type { MapRule } from '#lib/domain/endpoints/profile.ts'
import { useEndpointScope } from './endpoint-scope.tsx'
import { type NewEntry, newEntrySchema } from './map-rules.ts'
import { type MapField, saveOfKey } from './map-value.tsx'
import { mapWords } from './map-words.ts'

type MapEntryAddProps = { field: MapField; keys: MapRule['keys']; onClose: () => void }

/** The row in which a new key and its value are typed. */
export function MapEntryAdd({ field, keys, onClose }: MapEntryAddProps) {
  const { endpoint, save, schemaOf } = useEndpointScope()
  const id = useId()
  const words = mapWords[keys]
  const resolver: Resolver<NewEntry> = async (values, context, options) =>
    zodResolver(newEntrySchema(await schemaOf(field)(), keys, endpoint[field]))(values, context, options)
  const form = useForm<NewEntry>({ resolver, defaultValues: { key: '', value: '' } })
  const { errors, isSubmitting } = form.formState
  const hidden = keys === 'header' && isSensitiveName(form.watch('key').trim())

  async function submit({ key, value }: NewEntry) {
    const result = await save(saveOfKey(field, key, value, endpoint.version, `${key} added`))
    if (result.ok) return onClose()
    const message =
      'error' in result ? result.error : `${result.conflict.by} added ${key} meanwhile. Edit it instead.`
    form.setError('value', { message }, { shouldFocus: true })
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Escape' || isSubmitting) return
    event.preventDefault()
    onClose()
  }

  const send = form.handleSubmit(submit)
  const control = (name: 'key' | 'value') => ({
    ...form.register(name),
    mono: true,
    autoComplete: 'off',
    spellCheck: false,
    readOnly: isSubmitting,
    'aria-invalid': errors[name] !== undefined,
    'aria-describedby': errors[name] ? `${id}-error` : undefined,
  })
  const message = errors.key?.message ?? errors.value?.message
  return (
    <form
      noValidate
      aria-label={`Add ${words.noun}`}
      onKeyDown={onKeyDown}
      onSubmit={(event) => void send(event)}
      className="bg-accent-soft px-2.5 py-1.5"
    >
      <div className="grid items-center gap-2 @md:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto]">
        <Input {...control('key')} aria-label={words.keyLabel} placeholder={words.keyLabel} autoFocus />
        <Input {...control('value')} aria-label="Value" placeholder="Value" />
        <div className="flex items-center justify-end gap-2">
          <EditorButtons
            saving={isSubmitting}
            blocked={false}
            saveKey="↵"
            onCancel={onClose}
            onSave={() => void send()}
          />
        </div>
      </div>
      {/* Enter sends a form only where it has a button for that. */}
      <button type="submit" hidden>
        Save
      </button>
      {message ? (
        <p id={`${id}-error`} role="alert" className="mt-1 text-bad text-sm">
          {message}
        </p>
      ) : hidden ? (
        <p className="mt-1 text-faint text-sm">
          By its name this is a credential: once saved, its value is not shown any more.
        </p>
      ) : null}
    </form>
  )
}
