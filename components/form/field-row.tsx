import { type ComponentProps, type KeyboardEventHandler, type ReactNode, useId } from 'react'
import { cn } from '#components/ui/cn.ts'

/** A column of fields with hairlines between them. */
export function FieldList({ className, ...props }: ComponentProps<'div'>) {
  return <div {...props} className={cn('min-w-0', className)} />
}

type FieldRowProps = {
  label: ReactNode
  /** The control that the label names, too. */
  htmlFor?: string | undefined
  labelId?: string | undefined
  /** Ids of what is read out after the group's name. */
  describedBy?: string | undefined
  /** The value, or its editor. */
  children: ReactNode
  hint?: ReactNode
  hintId?: string | undefined
  error?: ReactNode
  errorId?: string | undefined
  /** Buttons, a switch, or words of state at the end of the row. */
  action?: ReactNode
  /** Lifts the row out of the list while its value is being edited. */
  editing?: boolean | undefined
  /** Gives the row a brief wash of colour; count it up to wash again. */
  highlight?: number | undefined
  onKeyDown?: KeyboardEventHandler<HTMLElement> | undefined
  className?: string | undefined
}

/** Two names for one animation: taking turns restarts it without making the row anew, which would drop the focus. */
const highlightClass = ['animate-highlight', 'animate-highlight-again'] as const

const textClass = 'text-sm'

/**
 * One line of settings: label, value or editor, action, as a group named by the label. Three columns where there is
 * room, else the action stands beside the label and the value under both. Rows belong in a `FieldList`.
 */
export function FieldRow({
  label,
  htmlFor,
  labelId: givenLabelId,
  describedBy,
  children,
  hint,
  hintId,
  error,
  errorId,
  action,
  editing = false,
  highlight,
  onKeyDown,
  className,
}: FieldRowProps) {
  const ownLabelId = useId()
  const labelId = givenLabelId ?? ownLabelId
  const name = htmlFor ? (
    <label htmlFor={htmlFor} id={labelId}>
      {label}
    </label>
  ) : (
    <span id={labelId}>{label}</span>
  )
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would have to have its legend as its first child
    <div
      role="group"
      aria-labelledby={labelId}
      aria-describedby={describedBy}
      onKeyDown={onKeyDown}
      data-editing={editing || undefined}
      className={cn(
        '@container border-line border-t first:border-t-transparent [[data-editing]+&]:border-t-transparent',
        editing
          ? '-mx-3 rounded-lg border-t-transparent bg-accent-soft p-3 max-sm:-mx-2 max-sm:px-2'
          : 'py-3.5',
        highlight !== undefined && !editing && highlightClass[highlight % 2],
        className,
      )}
    >
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-4 gap-y-1 @lg:grid-cols-[150px_minmax(0,1fr)_auto]">
        <div className={cn('col-start-1 row-start-1 pt-px text-muted', editing && '@lg:pt-1.5')}>{name}</div>
        <div className="col-span-2 row-start-2 min-w-0 @lg:col-span-1 @lg:col-start-2 @lg:row-start-1">
          {children}
          {error ? (
            <p id={errorId} role="alert" className={cn('mt-1.5 text-bad', textClass)}>
              {error}
            </p>
          ) : null}
          {hint ? (
            <div id={hintId} className={cn('text-faint', textClass, editing && 'mt-1.5')}>
              {hint}
            </div>
          ) : null}
        </div>
        <div
          className={cn(
            'flex min-h-5 items-center justify-end gap-2 @lg:col-start-3 @lg:row-start-1',
            editing ? 'col-span-2 row-start-3 @lg:col-span-1 @lg:pt-[3px]' : 'col-start-2 row-start-1',
          )}
        >
          {action}
        </div>
      </div>
    </div>
  )
}
