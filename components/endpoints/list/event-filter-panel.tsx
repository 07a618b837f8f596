'use client'

import { useQuery } from '@tanstack/react-query'
import { OptionPanel } from '#components/data-table/option-panel.tsx'
import { eventNames } from '#lib/dialects/profile.ts'
import { eventTypesOptions } from '#lib/queries/event-types.ts'

type EventFilterPanelProps = {
  team: string
  value: string | undefined
  onChoose: (event: string) => void
}

/** All names that an endpoint of the team could subscribe to, by dialect, with a search box. */
export function EventFilterPanel({ team, value, onChoose }: EventFilterPanelProps) {
  const own = useQuery(eventTypesOptions(team))
  const names = own.data?.items.map(({ name }) => name) ?? []
  const groups = eventNames(names).map((of) => ({
    id: of.dialect,
    heading: of.label,
    options: of.names.map((name) => ({ value: name, label: name })),
  }))
  return (
    <OptionPanel
      label="Events"
      placeholder="Search event"
      mono
      groups={groups}
      value={value}
      onChoose={onChoose}
    />
  )
}
