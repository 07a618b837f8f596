'use client'

import SearchIcon from 'lucide-react/icons/search'
import { type KeyboardEvent, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { EventGroupView, moreStop } from './event-group.tsx'
import {
  chosenState,
  type EventGroup,
  inSentOrder,
  type Shown,
  searchEvents,
  shownAtFirst,
  visibleEvents,
} from './event-selection.ts'
import { useRovingFocus } from './use-roving-focus.ts'

export type StoredEvent = { readonly type: string; readonly addedAt: string }

type EventChecklistProps = {
  groups: readonly EventGroup[]
  /** Absent where nothing is stored yet: then nothing comes or goes. */
  stored?: readonly StoredEvent[] | undefined
  chosen: readonly string[]
  /** Without it the list is for reading only, and shows what is chosen. */
  onChange?: ((next: string[]) => void) | undefined
}

/** Below this many events there is nothing to search in. */
const SEARCHED_FROM = 8

/** A catalogue of events to choose from, by group. One tab stop; the arrow keys move in it, space chooses. */
export function EventChecklist({ groups, stored, chosen, onChange }: EventChecklistProps) {
  const id = useId()
  const [search, setSearch] = useState('')
  const [asked, setAsked] = useState<ReadonlyMap<string, Shown>>(new Map())
  const chosenSet = useMemo(() => new Set(chosen), [chosen])
  const addedAt = useMemo(
    () => stored && new Map(stored.map((event) => [event.type, event.addedAt])),
    [stored],
  )
  const storedTypes = useMemo(() => stored?.map((event) => event.type) ?? [], [stored])
  const storedSet = useMemo(() => new Set(storedTypes), [storedTypes])

  const readable = onChange ? groups : onlyChosen(groups, chosenSet)
  const shown = useMemo(() => searchEvents(readable, search), [readable, search])
  const shownEvents = shown.flatMap((group) => group.events)
  const total = readable.reduce((sum, group) => sum + group.events.length, 0)
  const searching = search.trim() !== ''
  const howMuch = (group: EventGroup): Shown =>
    searching ? 'all' : (asked.get(group.id) ?? shownAtFirst(group, readable, storedSet))
  const rows = shown.map((group) => {
    const much = howMuch(group)
    return { group, much, visible: visibleEvents(group, much, storedSet, chosenSet) }
  })
  const roving = useRovingFocus(
    rows.flatMap(({ group, much, visible }) => [
      group.id,
      ...visible.map(({ type }) => type),
      ...(much !== 'none' && visible.length < group.events.length ? [moreStop(group)] : []),
    ]),
  )

  function choose(types: readonly string[], checked: boolean) {
    const next = new Set(chosen)
    for (const type of types) {
      if (checked) next.add(type)
      else next.delete(type)
    }
    onChange?.(inSentOrder(next, storedTypes, groups))
  }
  // One function for all rows and all renders, so that a row is not drawn anew because of it.
  const latest = useRef(choose)
  useEffect(() => {
    latest.current = choose
  })
  const toggle = useCallback((type: string, checked: boolean) => latest.current([type], checked), [])
  const show = useCallback(
    (group: string, much: Shown) => setAsked((before) => new Map(before).set(group, much)),
    [],
  )

  function onSearchKeyDown(event: KeyboardEvent) {
    if (event.key === 'ArrowDown') {
      event.preventDefault()
      roving.enter()
    }
    if (event.key === 'Escape' && search !== '') {
      event.preventDefault()
      event.stopPropagation()
      setSearch('')
    }
  }

  /** To a reader, who sees only what is chosen, the rest is a number. */
  const sizeOf = ({ id: of }: EventGroup) => groups.find((group) => group.id === of)?.events.length ?? 0
  const all = chosenState(shownEvents, chosenSet)
  const allShown = rows.every(({ much }) => much === 'all')
  return (
    <div className="@container mt-2 overflow-hidden rounded-lg border border-line">
      {total >= SEARCHED_FROM ? (
        <div className="flex items-center gap-2 px-2.5 py-1">
          {onChange ? (
            <Checkbox
              aria-label={searching ? 'Select all shown' : 'Select all'}
              checked={shownEvents.length > 0 && all === 'all'}
              indeterminate={all === 'some'}
              disabled={shownEvents.length === 0}
              onCheckedChange={() =>
                choose(
                  shownEvents.map(({ type }) => type),
                  all !== 'all',
                )
              }
            />
          ) : null}
          <SearchIcon aria-hidden="true" className="ml-1 size-3.5 flex-none text-faint" />
          <input
            type="search"
            aria-label="Search events"
            placeholder="Search events"
            aria-describedby={`${id}-found`}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            onKeyDown={onSearchKeyDown}
            className="h-7 min-w-0 flex-1 bg-transparent pointer-coarse:text-[1rem] [&::-webkit-search-cancel-button]:hidden"
          />
          <span id={`${id}-found`} role="status" className="flex-none text-faint text-sm tabular-nums">
            {searching ? `${shownEvents.length} shown` : ''}
          </span>
          {searching ? null : (
            <Button
              size="s"
              variant="ghost"
              onClick={() => setAsked(new Map(shown.map(({ id: of }) => [of, allShown ? 'none' : 'all'])))}
            >
              {allShown ? 'Collapse all' : 'Expand all'}
            </Button>
          )}
        </div>
      ) : null}
      <div {...roving.list} className="[&:first-child>:first-child]:border-t-0">
        {rows.map(({ group, much, visible }) => (
          <EventGroupView
            key={group.id}
            group={group}
            chosen={chosenSet}
            addedAt={addedAt}
            shown={much}
            visible={visible}
            size={onChange ? group.events.length : sizeOf(group)}
            onShownChange={show}
            onToggle={onChange ? toggle : undefined}
            onToggleAll={(of, checked) =>
              choose(
                of.events.map(({ type }) => type),
                checked,
              )
            }
            currentStop={roving.current}
          />
        ))}
      </div>
      {shown.length === 0 ? (
        <p className="border-line border-t px-2.5 py-4 text-center text-faint">
          {searching ? 'No event has these words.' : 'There are no events yet.'}
        </p>
      ) : null}
    </div>
  )
}

function onlyChosen(groups: readonly EventGroup[], chosen: ReadonlySet<string>): readonly EventGroup[] {
  return groups
    .map((group) => ({ ...group, events: group.events.filter(({ type }) => chosen.has(type)) }))
    .filter((group) => group.events.length > 0)
}
