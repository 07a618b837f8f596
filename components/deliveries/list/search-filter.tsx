'use client'

import { lazy } from 'react'
import { PanelFilter } from '#components/data-table/panel-filter.tsx'

/** Names of endpoints and events are fetched when they are first looked for. */
const load = () => import('./search-filter-panel.tsx')
const EndpointPanel = lazy(() => load().then((module) => ({ default: module.EndpointPanel })))
const EventPanel = lazy(() => load().then((module) => ({ default: module.EventPanel })))

type SearchFilterProps = {
  team: string
  of: 'endpoint' | 'event'
  value: string | undefined
  /** how the value is shown */
  summary: string | undefined
  onChange: (value: string | undefined) => void
}

/** Narrows the list to one endpoint, or to one event, of many. */
export function SearchFilter({ team, of, value, summary, onChange }: SearchFilterProps) {
  const Panel = of === 'endpoint' ? EndpointPanel : EventPanel
  return (
    <PanelFilter
      label={of === 'endpoint' ? 'Endpoint' : 'Event'}
      value={value}
      summary={summary}
      onChange={onChange}
      prepare={() => void load()}
    >
      {(choose) => <Panel team={team} value={value} onChoose={choose} />}
    </PanelFilter>
  )
}
