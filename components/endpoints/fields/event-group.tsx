'use client'

import ChevronIcon from 'lucide-react/icons/chevron-right'
import { type KeyboardEvent, useId } from 'react'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { cn } from '#components/ui/cn.ts'
import { EventRow } from './event-row.tsx'
import { chosenState, countChosen, type EventEntry, type EventGroup, type Shown } from './event-selection.ts'

type EventGroupProps = {
  /** with the events that the search leaves */
  group: EventGroup
  chosen: ReadonlySet<string>
  /** of what is stored; absent where nothing is to be compared with */
  addedAt: ReadonlyMap<string, string> | undefined
  shown: Shown
  /** those that are drawn */
  visible: readonly EventEntry[]
  /** how many there are of which this many are chosen */
  size: number
  onShownChange: (id: string, shown: Shown) => void
  onToggle: ((type: string, checked: boolean) => void) | undefined
  onToggleAll: (group: EventGroup, checked: boolean) => void
  currentStop: string | undefined
}

/** The name of the button, among the stops of the list, that draws the rest of a group. */
export const moreStop = (group: EventGroup) => `${group.id}:more`

/** The events of one resource under a box for all of them. → opens the group, ← shuts it. */
export function EventGroupView({
  group,
  chosen,
  addedAt,
  shown,
  visible,
  size,
  onShownChange,
  onToggle,
  onToggleAll,
  currentStop,
}: EventGroupProps) {
  const id = useId()
  const { events, name } = group
  const state = chosenState(events, chosen)
  const open = shown !== 'none'
  const more = open && visible.length < events.length

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return
    event.preventDefault()
    onShownChange(group.id, event.key === 'ArrowRight' ? 'all' : 'none')
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a legend cannot share a line with a box and a button
    <div role="group" aria-labelledby={`${id}-name`} className="border-line border-t">
      <div className="flex items-center gap-2 bg-sunken px-2.5 py-[5px]">
        {onToggle ? (
          <Checkbox
            aria-label={group.known ? `All ${name} events` : `All that are ${name.toLowerCase()}`}
            data-stop={group.id}
            tabIndex={currentStop === group.id ? 0 : -1}
            checked={state === 'all'}
            indeterminate={state === 'some'}
            onCheckedChange={() => {
              onToggleAll(group, state !== 'all')
              // What will be added or removed is to be seen.
              if (!open) onShownChange(group.id, 'all')
            }}
            onKeyDown={onKeyDown}
          />
        ) : null}
        <button
          type="button"
          // Reached by the arrow keys from the box beside it; without a box it is a stop of its own.
          tabIndex={onToggle ? -1 : 0}
          aria-expanded={open}
          aria-controls={`${id}-events`}
          onClick={() => onShownChange(group.id, open ? 'none' : 'all')}
          className="flex min-h-5 min-w-0 flex-1 items-center gap-2 rounded-sm text-left font-medium"
        >
          <span id={`${id}-name`} className={cn('min-w-0', !group.known && 'text-warn')}>
            {name}
          </span>
          <ChevronIcon
            aria-hidden="true"
            className={cn(
              'size-3.5 flex-none text-faint transition-transform duration-100',
              open && 'rotate-90',
            )}
          />
          <span className="ml-auto flex-none font-normal text-faint text-sm tabular-nums">
            <span className="sr-only">, </span>
            {countChosen(events, chosen)} of {size}
          </span>
        </button>
      </div>
      {open && !group.known && onToggle ? (
        <p className="border-line border-t px-2.5 py-[5px] text-muted text-sm">
          They stay for as long as you keep them. Once removed, they cannot be chosen again.
        </p>
      ) : null}
      <ul id={`${id}-events`} hidden={!open}>
        {visible.map(({ type, description }) => (
          <EventRow
            key={type}
            type={type}
            description={description}
            checked={chosen.has(type)}
            compared={addedAt !== undefined}
            addedAt={addedAt?.get(type)}
            onToggle={onToggle}
            isCurrent={currentStop === type}
          />
        ))}
      </ul>
      {more ? (
        <button
          type="button"
          data-stop={moreStop(group)}
          tabIndex={!onToggle || currentStop === moreStop(group) ? 0 : -1}
          onClick={(event) => {
            // This button goes; the focus stays in the group.
            event.currentTarget
              .closest('[role=group]')
              ?.querySelector<HTMLElement>('[data-stop], button')
              ?.focus()
            onShownChange(group.id, 'all')
          }}
          className="block w-full border-line border-t px-2.5 py-[5px] pl-9 text-left text-faint text-sm -outline-offset-2 hover:bg-sunken hover:text-text"
        >
          Show all {events.length}
          <span className="sr-only"> {name} events</span>
        </button>
      ) : null}
    </div>
  )
}
