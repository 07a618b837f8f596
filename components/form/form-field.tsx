import { type ReactNode, useId } from 'react'
import { cn } from '#components/ui/cn.ts'
import { Label } from '#components/ui/label.tsx'

/** Spread on the control of a `FormField`. */
export type FormControlProps = {
  id: string
  'aria-invalid': boolean
  'aria-describedby': string | undefined
}

type FormFieldProps = {
  label: ReactNode
  /** Shown behind the label; without it the field must be filled. */
  optional?: boolean
  hint?: ReactNode
  /** `errors.name?.message` of react-hook-form. */
  error?: ReactNode
  /** Quiet things at the end of the label's line, such as a link. */
  aside?: ReactNode
  className?: string
  /** The control: `{(control) => <Input {...control} {...register('name')} />}`. */
  children: (control: FormControlProps) => ReactNode
}

/** A control of a create or sign-in form: label above, hint and error under it, tied together for screen readers. */
export function FormField({
  label,
  optional = false,
  hint,
  error,
  aside,
  className,
  children,
}: FormFieldProps) {
  const id = useId()
  const describedBy = [error ? `${id}-error` : '', hint ? `${id}-hint` : ''].filter(Boolean).join(' ')
  return (
    <div className={cn('flex min-w-0 flex-col gap-1.5', className)}>
      <div className="flex items-baseline justify-between gap-3">
        <Label htmlFor={id}>
          {label}
          {optional ? <span className="ml-1.5 font-normal text-faint">optional</span> : null}
        </Label>
        {aside}
      </div>
      {children({ id, 'aria-invalid': Boolean(error), 'aria-describedby': describedBy || undefined })}
      {error ? (
        <p id={`${id}-error`} role="alert" className="text-bad text-sm">
          {error}
        </p>
      ) : null}
      {hint ? (
        <div id={`${id}-hint`} className="text-faint text-sm">
          {hint}
        </div>
      ) : null}
    </div>
  )
}

/** What went wrong with a form as a whole, where no single field is to blame. Takes its place only when there is one. */
export function FormError({ children }: { children?: ReactNode }) {
  if (!children) return null
  return (
    <p role="alert" className="rounded bg-bad-soft px-3 py-2 text-bad">
      {children}
    </p>
  )
}
