'use client'

import { type ReactNode, useId, useRef } from 'react'
import { Radio, RadioGroup } from '#components/ui/radio-group.tsx'
import { WILDCARD } from '#lib/domain/endpoints/fields.ts'
import { isOperational } from '#lib/domain/event-types/operational.ts'
import { EventChecklist, type StoredEvent } from './event-checklist.tsx'
import type { EventGroup } from './event-selection.ts'

type EventsChoiceProps = {
  /** the dialect has a name for all events */
  wildcard: boolean
  groups: readonly EventGroup[]
  /** Absent where nothing is stored yet: then nothing comes or goes. */
  stored?: readonly StoredEvent[] | undefined
  chosen: readonly string[]
  /** Without it the choice is for reading only. */
  onChange?: ((next: string[]) => void) | undefined
  /** in place of the count and the checklist */
  instead?: ReactNode
}

/** Which events: all where the dialect has that, else by name. */
export function EventsChoice(props: EventsChoiceProps) {
  const { wildcard, groups, stored, chosen, onChange, instead } = props
  const id = useId()
  /** What was chosen by name before the reader tried «all». */
  const named = useRef<readonly string[]>([])
  const isAll = chosen.includes(WILDCARD)
  const types = groups.flatMap((group) => group.events.map(({ type }) => type))
  const total = types.length

  function chooseAll(all: boolean) {
    if (all) named.current = chosen.filter((type) => type !== WILDCARD)
    onChange?.(all ? [WILDCARD] : [...named.current])
  }

  return (
    <>
      {onChange && wildcard ? (
        <RadioGroup legend="Which events" className="gap-1.5 pb-1">
          <Radio name={`${id}-which`} checked={isAll} onChange={() => chooseAll(true)}>
            All events, current and future
          </Radio>
          <Radio name={`${id}-which`} checked={!isAll} onChange={() => chooseAll(false)}>
            Only those chosen below
          </Radio>
        </RadioGroup>
      ) : null}
      {isAll && !onChange ? (
        <p>All events, current and future ({types.filter((type) => !isOperational(type)).length} now)</p>
      ) : null}
      {isAll
        ? null
        : (instead ?? (
            <>
              <p className="tabular-nums">
                {chosen.length} of {total} chosen
              </p>
              <EventChecklist groups={groups} stored={stored} chosen={chosen} onChange={onChange} />
            </>
          ))}
    </>
  )
}
