'use client'

import type { ReactNode } from 'react'
import { InlineField } from '#components/form/inline-field.tsx'
import type { SaveResult } from '#components/form/save-result.ts'
import { Input } from '#components/ui/input.tsx'
import { toastDone } from '#components/ui/toast.ts'
import type { DeliverySettings } from '#lib/domain/teams/delivery-settings.ts'
import { ActionError } from '#lib/queries/run-action.ts'
import { useUpdateDeliverySettings } from '#lib/queries/team.ts'
import { daysFault, draftOfDays, readDays, typedDays } from './days-text.ts'

type DaysFieldProps = {
  /** the team's slug */
  team: string
  field: 'retentionDays' | 'pauseAfterDays'
  label: string
  hint: ReactNode
  settings: DeliverySettings
  max: number
  /** why there cannot be more */
  tooMany?: string
  editable: boolean
  changedBy: string | undefined
  /** how a value reads; null where no number is set */
  text: (days: number | null) => string
  onTakeTheirs: () => void
}

/** A number of days, or none. */
export function DaysField({
  team,
  field,
  label,
  hint,
  settings,
  max,
  tooMany,
  editable,
  changedBy,
  text,
  onTakeTheirs,
}: DaysFieldProps) {
  const update = useUpdateDeliverySettings(team)

  async function save(draft: string, version: number): Promise<SaveResult<string>> {
    const before = settings[field]
    try {
      const saved = await update.mutateAsync({ patch: { [field]: readDays(draft) }, version })
      toastDone({
        message: `${label}: ${text(saved[field])}`,
        undo: async () =>
          void (await update.mutateAsync({ patch: { [field]: before }, version: saved.version })),
      })
      return { ok: true }
    } catch (error) {
      if (!(error instanceof ActionError)) throw error
      const [conflict] = error.conflicts
      if (!conflict) return { ok: false, error: error.message }
      const { current, author, version: theirVersion } = conflict
      const theirs = draftOfDays(typeof current === 'number' ? current : null)
      return { ok: false, conflict: { theirs, by: author, version: theirVersion } }
    }
  }

  return (
    <InlineField
      label={label}
      hint={hint}
      value={draftOfDays(settings[field])}
      version={settings.version}
      changedBy={changedBy}
      check={(draft) => daysFault(draft, max, tooMany)}
      onSave={save}
      onTakeTheirs={onTakeTheirs}
      readOnlyReason={editable ? undefined : ''}
      renderValue={(draft) => text(readDays(draft))}
      renderEditor={({ value, onChange, control }) => (
        <Input
          {...control}
          value={value}
          inputMode="numeric"
          autoComplete="off"
          className="max-w-28"
          onChange={(event) => onChange(typedDays(event.target.value))}
        />
      )}
    />
  )
}
