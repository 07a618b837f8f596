'use client'

import { type ReactNode, useId } from 'react'
import { Switch } from '#components/ui/switch.tsx'
import { FieldRow } from './field-row.tsx'
import { FieldStatus } from './field-status.tsx'
import type { SaveResult } from './save-result.ts'
import { useOptimisticSwitch } from './use-optimistic-switch.ts'

type SwitchFieldProps = {
  label: string
  checked: boolean
  version?: number | undefined
  changedBy?: string | undefined
  onSave: (next: boolean, seenVersion: number) => Promise<SaveResult<boolean>>
  /** How the two states read. */
  onText?: string
  offText?: string
  hint?: ReactNode | ((checked: boolean) => ReactNode)
  /** Says, after the hint, why the switch cannot be used; it is then shown disabled. */
  disabledReason?: string | undefined
  /** Asked first; answering false leaves the switch where it is. */
  onBeforeChange?: ((next: boolean) => Promise<boolean> | boolean) | undefined
}

/** A field that is a switch: it acts at once, and takes itself back when that was refused. */
export function SwitchField(props: SwitchFieldProps) {
  const { label, onText = 'On', offText = 'Off', hint, disabledReason, onBeforeChange } = props
  const field = useOptimisticSwitch(props)
  const id = useId()
  const ownHint = typeof hint === 'function' ? hint(field.checked) : hint
  const shownHint = disabledReason ? (
    <>
      {ownHint} {disabledReason}
    </>
  ) : (
    ownHint
  )

  async function change(next: boolean) {
    if (onBeforeChange && !(await onBeforeChange(next))) return
    await field.change(next)
  }

  return (
    <FieldRow
      label={label}
      htmlFor={id}
      hint={shownHint}
      hintId={`${id}-hint`}
      error={field.error}
      errorId={`${id}-error`}
      highlight={field.remoteNote?.key}
      action={
        <>
          <FieldStatus saved={false} changedBy={field.remoteNote?.by} />
          <Switch
            id={id}
            checked={field.checked}
            disabled={disabledReason !== undefined}
            aria-busy={field.pending || undefined}
            aria-invalid={field.error !== undefined}
            aria-describedby={
              [field.error && `${id}-error`, shownHint && `${id}-hint`].filter(Boolean).join(' ') || undefined
            }
            onCheckedChange={(next) => void change(next)}
          />
        </>
      }
    >
      {field.checked ? onText : offText}
    </FieldRow>
  )
}
