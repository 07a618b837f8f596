'use client'

import { FilterBar } from './filter-bar.tsx'
import { FilterChoice } from './filter-choice.tsx'
import { SearchInput } from './search-input.tsx'
import type { AddressFilters } from './use-address-filters.ts'

type AddressFilterBarProps = {
  filters: AddressFilters
  /** of the bar, as "Filter API keys" */
  label: string
  /** what the search looks at */
  searchLabel: string
}

/** The line over a list whose rows are all here. */
export function AddressFilterBar({ filters, label, searchLabel }: AddressFilterBarProps) {
  const { address, choices, search, chosen } = filters
  return (
    <FilterBar label={label} className="mt-4">
      <SearchInput label={searchLabel} value={search} onChange={(value) => address.set('search', value)} />
      {choices.map(({ name, label: what, options }) => (
        <FilterChoice
          key={name}
          label={what}
          options={options}
          value={chosen(name)}
          onChange={(value) => address.set(name, value)}
        />
      ))}
    </FilterBar>
  )
}
