'use client'

import { useId } from 'react'
import { Radio, RadioGroup } from '#components/ui/radio-group.tsx'
import type { DialectProfile } from '#lib/domain/endpoints/profile.ts'

type DialectChoiceProps = {
  profiles: readonly DialectProfile[]
  value: string
  onChange: (profile: DialectProfile) => void
  /** dialects of which the team has all that it may have */
  full: readonly string[]
  describedBy: string | undefined
  focusRef: (element: HTMLElement | null) => void
}

/** The first question: it decides which of the others there are. */
export function DialectChoice({
  profiles,
  value,
  onChange,
  full,
  describedBy,
  focusRef,
}: DialectChoiceProps) {
  const name = useId()
  const firstFree = profiles.find(({ dialect }) => !full.includes(dialect))
  return (
    <RadioGroup legend="Dialect" aria-describedby={describedBy}>
      {profiles.map((profile) => {
        const { dialect, label, summary } = profile
        const isFull = full.includes(dialect)
        return (
          <Radio
            key={dialect}
            name={name}
            value={dialect}
            ref={profile === firstFree ? focusRef : undefined}
            checked={value === dialect}
            disabled={isFull}
            onChange={() => onChange(profile)}
            description={isFull ? `A team has one at most, and this one has it already.` : summary}
            className="has-disabled:opacity-100 [&_input:disabled]:opacity-50"
          >
            {isFull ? <span className="text-faint">{label}</span> : label}
          </Radio>
        )
      })}
    </RadioGroup>
  )
}
