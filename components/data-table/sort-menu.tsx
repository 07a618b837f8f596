'use client'

import { Button } from '#components/ui/button.tsx'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from '#components/ui/dropdown-menu.tsx'
import type { Sort } from './sort-header.tsx'

export type SortOption = Sort & { label: string }

type SortMenuProps = {
  options: readonly SortOption[]
  sort: Sort
  onSortChange: (sort: Sort) => void
}

const idOf = (sort: Sort) => `${sort.key} ${sort.direction}`

/** The order of a list as a menu: for touch, and for orders that no column shows. */
export function SortMenu({ options, sort, onSortChange }: SortMenuProps) {
  const current = options.find((option) => idOf(option) === idOf(sort))
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button className="border-line bg-transparent px-2.5 font-normal text-muted hover:border-line-strong hover:bg-transparent hover:text-text">
          Sort: {current ? current.label.toLowerCase() : 'custom'}
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuRadioGroup
          label="Sort"
          value={idOf(sort)}
          onValueChange={(id) => {
            const chosen = options.find((option) => idOf(option) === id)
            if (chosen) onSortChange({ key: chosen.key, direction: chosen.direction })
          }}
        >
          {options.map((option) => (
            <DropdownMenuRadioItem key={idOf(option)} value={idOf(option)}>
              {option.label}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
