'use client'

import { useQuery } from '@tanstack/react-query'
import { Command } from 'cmdk'
import CheckIcon from 'lucide-react/icons/check'
import { menuItemClass } from '#components/ui/overlay-class.ts'
import { profiles } from '#lib/dialects/profile.ts'
import { eventTypesOptions } from '#lib/queries/event-types.ts'

type EventFilterPanelProps = {
  team: string
  value: string | undefined
  onChoose: (event: string) => void
}

/** All names that an endpoint of the team could subscribe to, by dialect, with a search box. */
export function EventFilterPanel({ team, value, onChoose }: EventFilterPanelProps) {
  const own = useQuery(eventTypesOptions(team))
  const groups = profiles.map(({ dialect, label, catalogue }) => ({
    dialect,
    label,
    names:
      catalogue.kind === 'fixed'
        ? catalogue.events.map((event) => event.type)
        : (own.data?.items.map((type) => type.name) ?? []),
  }))
  return (
    <Command label="Search event" filter={hasWords}>
      <div className="border-line border-b px-3">
        <Command.Input
          autoFocus
          placeholder="Search event"
          className="h-9 w-full bg-transparent text-base outline-none pointer-coarse:text-[1rem]"
        />
      </div>
      <Command.List label="Events" className="max-h-72 overflow-y-auto p-1">
        <Command.Empty className="px-2 py-3 text-muted">Nothing matches.</Command.Empty>
        {groups.map(({ dialect, label, names }) =>
          names.length === 0 ? null : (
            <Command.Group
              key={dialect}
              heading={label}
              className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-faint [&_[cmdk-group-heading]]:text-sm"
            >
              {names.map((name) => (
                <Command.Item
                  key={name}
                  value={`${dialect} ${name}`}
                  onSelect={() => onChoose(name)}
                  className={`${menuItemClass} data-[selected=true]:bg-sunken`}
                >
                  <code className="min-w-0 flex-1 truncate">{name}</code>
                  {name === value ? <CheckIcon aria-label="chosen" className="size-3.5 flex-none" /> : null}
                </Command.Item>
              ))}
            </Command.Group>
          ),
        )}
      </Command.List>
    </Command>
  )
}

/** Plain search by words: near misses would only be in the way of names that are this alike. */
function hasWords(value: string, search: string): number {
  const text = value.toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
    ? 1
    : 0
}
