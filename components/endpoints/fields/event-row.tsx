'use client'

import { memo, useId } from 'react'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { cn } from '#components/ui/cn.ts'
import { exactTimeText } from '#components/ui/relative-time-text.ts'

type EventRowProps = {
  type: string
  description: string
  checked: boolean
  /** Something is stored: a choice that differs from it is marked. */
  compared: boolean
  /** When it was chosen; absent where it is not stored. */
  addedAt: string | undefined
  /** Without it the row is for reading only. */
  onToggle: ((type: string, checked: boolean) => void) | undefined
  isCurrent: boolean
}

/** One event of the checklist. Rows of a long list are drawn anew only when something of their own changes. */
export const EventRow = memo(function EventRow({
  type,
  description,
  checked,
  compared,
  addedAt,
  onToggle,
  isCurrent,
}: EventRowProps) {
  const id = useId()
  const added = compared && checked && addedAt === undefined
  const removed = !checked && addedAt !== undefined
  const content = (
    <>
      <span className="flex min-w-0 flex-wrap items-baseline gap-x-3">
        <code className="break-all">{type}</code>
        {description ? (
          <span className="hidden min-w-0 flex-1 truncate text-faint text-sm @xl:block">{description}</span>
        ) : null}
      </span>
      <span
        id={`${id}-note`}
        className={cn('text-right text-sm', added ? 'text-ok' : removed ? 'text-bad' : 'text-faint')}
      >
        {added ? 'will be added' : removed ? 'will be removed' : addedAt ? <Since at={addedAt} /> : null}
      </span>
    </>
  )
  const rowClass = cn(
    'grid items-baseline gap-2 border-line border-t px-2.5 py-[5px]',
    added && 'bg-ok-soft',
    removed && 'bg-bad-soft',
  )
  if (!onToggle) return <li className={cn(rowClass, 'grid-cols-[minmax(0,1fr)_auto]')}>{content}</li>
  return (
    <li>
      <label
        htmlFor={id}
        className={cn(
          rowClass,
          'grid-cols-[18px_minmax(0,1fr)_auto]',
          !added && !removed && 'hover:bg-sunken',
        )}
      >
        <Checkbox
          id={id}
          aria-label={type}
          aria-describedby={`${id}-note`}
          data-stop={type}
          tabIndex={isCurrent ? 0 : -1}
          checked={checked}
          onCheckedChange={(next) => onToggle(type, next)}
          className="self-start mt-[2px]"
        />
        {content}
      </label>
    </li>
  )
})

function Since({ at }: { at: string }) {
  const exact = exactTimeText(Date.parse(at))
  return (
    <time dateTime={at} title={exact} className="whitespace-nowrap">
      since {exact.slice(0, exact.indexOf(','))}
    </time>
  )
}
