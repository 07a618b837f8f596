import { type ReactNode, useId } from 'react'
import { FieldRow } from '#components/form/field-row.tsx'
import { cn } from '#components/ui/cn.ts'

/** Spread on the control of a `CreateRow`. */
export type RowControl = {
  id: string
  'aria-invalid': boolean
  'aria-describedby': string | undefined
  'aria-errormessage': string | undefined
}

type CreateRowProps = {
  label: string
  hint?: ReactNode
  error?: string | undefined
  /** Several controls: label, hint and error are those of their group, and not of one of them. */
  group?: boolean
  optional?: boolean
  /** A switch stands at the end of the row, its state in words before it. */
  action?: (control: RowControl) => ReactNode
  children: (control: RowControl) => ReactNode
}

/** One field of a form, laid out as the endpoint's page lays it out. */
export function CreateRow({
  label,
  hint: calmHint,
  error,
  group,
  optional,
  action,
  children,
}: CreateRowProps) {
  const id = useId()
  // An error says how to mend it: what the hint says of the rules would be the same again.
  const hint = error ? undefined : calmHint
  const describedBy = [error ? `${id}-error` : '', hint ? `${id}-hint` : ''].filter(Boolean).join(' ')
  const control = {
    id,
    'aria-invalid': Boolean(error),
    'aria-describedby': describedBy || undefined,
    'aria-errormessage': error ? `${id}-error` : undefined,
  }
  return (
    <FieldRow
      label={
        <span className={cn(!group && !action && '@lg:block @lg:pt-[5px]')}>
          {label}
          {optional ? <span className="ml-1.5 text-faint text-sm">optional</span> : null}
        </span>
      }
      htmlFor={group ? undefined : id}
      describedBy={group ? control['aria-describedby'] : undefined}
      hint={hint && !action ? <span className="mt-1.5 block">{hint}</span> : hint}
      hintId={`${id}-hint`}
      error={error}
      errorId={`${id}-error`}
      action={action?.(control)}
    >
      {children(control)}
    </FieldRow>
  )
}
