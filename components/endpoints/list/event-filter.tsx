'use client'

import { lazy } from 'react'
import { PanelFilter } from '#components/data-table/panel-filter.tsx'

/** The catalogues of all dialects are many names: they are fetched when they are first looked for. */
const load = () => import('./event-filter-panel.tsx')
const EventFilterPanel = lazy(() => load().then((module) => ({ default: module.EventFilterPanel })))

type EventFilterProps = {
  team: string
  value: string | undefined
  onChange: (event: string | undefined) => void
}

/** Narrows the list to the endpoints that one event goes to. */
export function EventFilter({ team, value, onChange }: EventFilterProps) {
  return (
    <PanelFilter label="Event" value={value} onChange={onChange} prepare={() => void load()}>
      {(choose) => <EventFilterPanel team={team} value={value} onChoose={choose} />}
    </PanelFilter>
  )
}
