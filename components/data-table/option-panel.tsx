'use client'

import { Command } from 'cmdk'
import CheckIcon from 'lucide-react/icons/check'
import { menuItemClass } from '#components/ui/overlay-class.ts'

type OptionGroup = {
  readonly id: string
  readonly heading?: string
  readonly options: readonly { readonly value: string; readonly label: string; readonly detail?: string }[]
}

type OptionPanelProps = {
  /** What is listed, for screen readers. */
  label: string
  placeholder: string
  groups: readonly OptionGroup[]
  value: string | undefined
  onChoose: (value: string) => void
  /** The owner searches, and the options are what it found; without it they are searched here. */
  onType?: (text: string) => void
  pending?: boolean
  /** for names of code */
  mono?: boolean
}

/** Many options of a filter with a search box; for a popover, and fetched with it. */
export function OptionPanel({
  label,
  placeholder,
  groups,
  value,
  onChoose,
  onType,
  pending = false,
  mono = false,
}: OptionPanelProps) {
  const Text = mono ? 'code' : 'span'
  return (
    <Command label={placeholder} shouldFilter={!onType} filter={hasWords}>
      <div className="border-line border-b px-3">
        <Command.Input
          autoFocus
          placeholder={placeholder}
          {...(onType && { onValueChange: onType })}
          className="h-9 w-full bg-transparent text-base outline-none pointer-coarse:text-[1rem]"
        />
      </div>
      <Command.List label={label} className="max-h-72 overflow-y-auto p-1">
        <Command.Empty className="px-2 py-3 text-muted">
          {pending ? 'Searching…' : 'Nothing matches.'}
        </Command.Empty>
        {groups.map(({ id, heading, options }) =>
          options.length === 0 ? null : (
            <Command.Group
              key={id}
              heading={heading}
              className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-faint [&_[cmdk-group-heading]]:text-sm"
            >
              {options.map((option) => (
                <Command.Item
                  key={option.value}
                  value={`${id} ${option.value}`}
                  onSelect={() => onChoose(option.value)}
                  className={`${menuItemClass} data-[selected=true]:bg-sunken`}
                >
                  <span className="min-w-0 flex-1">
                    <Text className="block truncate">{option.label}</Text>
                    {option.detail ? (
                      <span className="block truncate text-faint text-sm">{option.detail}</span>
                    ) : null}
                  </span>
                  {option.value === value ? (
                    <CheckIcon aria-label="chosen" className="size-3.5 flex-none" />
                  ) : null}
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
