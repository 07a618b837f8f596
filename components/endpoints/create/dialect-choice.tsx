import { useId } from 'react'
import { Radio, RadioGroup } from '#components/ui/radio-group.tsx'

export interface DialectOption {
  readonly dialect: string
  readonly label: string
  readonly summary: string
  /** the team has all of it that it may have */
  readonly full: boolean
}

type DialectChoiceProps = {
  dialects: readonly DialectOption[]
  value: string
  onChange: (dialect: string) => void
}

/** The first question: it decides which of the others there are. */
export function DialectChoice({ dialects, value, onChange }: DialectChoiceProps) {
  const name = useId()
  return (
    <RadioGroup>
      {dialects.map(({ dialect, label, summary, full }) => (
        <Radio
          key={dialect}
          name={name}
          value={dialect}
          checked={value === dialect}
          disabled={full}
          onChange={() => onChange(dialect)}
          description={full ? 'A team has one at most, and this one has it already.' : summary}
          className="has-disabled:opacity-100 [&_input:disabled]:opacity-50"
        >
          {full ? <span className="text-faint">{label}</span> : label}
        </Radio>
      ))}
    </RadioGroup>
  )
}
