'use client'

import { type KeyboardEvent, type ReactNode, useId } from 'react'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { cn } from '#components/ui/cn.ts'

export type ChecklistGroup = {
  heading: string
  items: readonly { value: string; label: ReactNode; code?: string | undefined }[]
}

type GroupedChecklistProps = {
  groups: readonly ChecklistGroup[]
  value: readonly string[]
  onChange: (value: string[]) => void
  readOnly?: boolean | undefined
  /** Ids of what is read out with each group. */
  describedBy?: string | undefined
  invalid?: boolean | undefined
  /** Where the focus goes when something has to be chosen: the first box. */
  focusRef?: ((element: { focus: () => void } | null) => void) | undefined
  className?: string
}

/** Up and down move through the boxes; space chooses. */
function moveFocus(event: KeyboardEvent<HTMLElement>) {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  const boxes = Array.from(event.currentTarget.querySelectorAll<HTMLElement>('input'))
  const next = boxes[boxes.indexOf(document.activeElement as HTMLElement) + step]
  if (!next) return
  event.preventDefault()
  next.focus()
}

/** To the middle, so that what stands above the boxes is seen, too. */
function focusFirst(list: HTMLElement) {
  const first = list.querySelector('input')
  first?.focus({ preventScroll: true })
  first?.scrollIntoView({ block: 'center' })
}

/** Any number of known values, in groups that can be chosen whole. What is chosen keeps the order of the groups. */
export function GroupedChecklist(props: GroupedChecklistProps) {
  const {
    groups,
    value,
    onChange,
    readOnly = false,
    describedBy,
    invalid = false,
    focusRef,
    className,
  } = props
  const id = useId()
  const all = groups.flatMap(({ items }) => items.map((item) => item.value))

  function set(changed: readonly string[], on: boolean) {
    if (readOnly) return
    const others = value.filter((each) => !all.includes(each))
    onChange([...others, ...all.filter((each) => (changed.includes(each) ? on : value.includes(each)))])
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: passes on the keys of the boxes inside
    <div
      ref={(element) => focusRef?.(element && { focus: () => focusFirst(element) })}
      className={cn('grid gap-x-6 gap-y-5 sm:grid-cols-2', className)}
      onKeyDown={moveFocus}
    >
      {groups.map(({ heading, items }, at) => {
        const values = items.map((item) => item.value)
        const chosen = values.filter((each) => value.includes(each)).length
        return (
          <fieldset
            key={heading}
            aria-labelledby={`${id}-${at}`}
            aria-describedby={describedBy}
            className="min-w-0"
          >
            <label htmlFor={`${id}-${at}-all`} className="flex items-center gap-2.5 pb-1 font-medium">
              <Checkbox
                id={`${id}-${at}-all`}
                aria-label={`All of ${heading}`}
                aria-invalid={invalid || undefined}
                checked={chosen === values.length}
                indeterminate={chosen > 0 && chosen < values.length}
                onCheckedChange={() => set(values, chosen < values.length)}
              />
              <span id={`${id}-${at}`}>{heading}</span>
              <span className="font-normal text-faint text-sm tabular-nums">
                {chosen} of {values.length}
              </span>
            </label>
            {items.map((item) => (
              <label
                key={item.value}
                htmlFor={`${id}-${item.value}`}
                className="flex items-start gap-2.5 rounded py-1 pl-1 hover:bg-sunken has-focus-visible:bg-sunken"
              >
                <Checkbox
                  id={`${id}-${item.value}`}
                  checked={value.includes(item.value)}
                  onCheckedChange={(on) => set([item.value], on)}
                  className="mt-[2.5px]"
                />
                <span className="min-w-0">
                  <span className="block first-letter:uppercase">{item.label}</span>
                  {item.code ? <code className="block break-all text-faint text-sm">{item.code}</code> : null}
                </span>
              </label>
            ))}
          </fieldset>
        )
      })}
    </div>
  )
}
