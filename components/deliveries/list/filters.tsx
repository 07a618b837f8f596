'use client'

import { FilterBar } from '#components/data-table/filter-bar.tsx'
import { FilterChoice } from '#components/data-table/filter-choice.tsx'
import { FilterMenu } from '#components/data-table/filter-menu.tsx'
import { SearchInput } from '#components/data-table/search-input.tsx'
import { codeClasses } from '#lib/domain/deliveries/code-class.ts'
import { deliveryStates } from '#lib/domain/deliveries/delivery.ts'
import { stateLabels } from '../delivery-words.ts'
import { type DeliveryListState, timeSpanOf, timeSpans } from './list-query.ts'
import { SearchFilter } from './search-filter.tsx'

const states = deliveryStates.map((value) => ({
  value,
  label: value === 'pending' ? 'Waiting or retrying' : stateLabels[value],
}))
const codes = codeClasses.map((value) => ({ value, label: value === 'none' ? 'No answer' : value }))
const spans = Object.entries(timeSpans).map(([value, { label }]) => ({ value, label }))

type DeliveryFiltersProps = {
  team: string
  state: DeliveryListState
  /** of the endpoint that the list is narrowed to */
  endpointName: string | undefined
  onChange: (part: Partial<DeliveryListState>, how?: { replace?: boolean }) => void
}

/** Search and filters over the deliveries. */
export function DeliveryFilters({ team, state, endpointName, onChange }: DeliveryFiltersProps) {
  const { endpoint, event } = state
  return (
    <FilterBar label="Filter deliveries" className="mt-4">
      <SearchInput
        label="Search message or delivery ID"
        value={state.search}
        onChange={(search) => onChange({ search }, { replace: true })}
      />
      <FilterMenu
        label="State"
        options={states}
        selected={state.states}
        onChange={(selected) =>
          onChange({ states: deliveryStates.filter((value) => selected.includes(value)) })
        }
      />
      <SearchFilter
        team={team}
        of="endpoint"
        value={endpoint}
        summary={endpoint && (endpointName ?? 'unknown')}
        onChange={(value) => onChange({ endpoint: value })}
      />
      <SearchFilter
        team={team}
        of="event"
        value={event}
        summary={event}
        onChange={(value) => onChange({ event: value })}
      />
      <FilterChoice
        label="Answer"
        options={codes}
        value={state.code}
        onChange={(value) => onChange({ code: codeClasses.find((code) => code === value) })}
      />
      <FilterChoice
        label="Time"
        options={spans}
        value={state.time}
        onChange={(value) => onChange({ time: timeSpanOf(value) })}
      />
    </FilterBar>
  )
}
