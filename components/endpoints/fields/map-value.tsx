import { REDACTED } from '#lib/domain/audit/redact.ts'
import type { FieldSave } from './field-save.ts'

export type MapField = 'headers' | 'metadata'

/** How the value of a key reads. */
export function MapValue({ value, masked }: { value: string | null; masked: boolean }) {
  if (value === null) return <span className="text-faint">Removed</span>
  if (masked) return <code>{REDACTED}</code>
  if (value === '') return <span className="text-faint">Empty</span>
  return <code className="break-all">{value}</code>
}

/** What sends one key alone; null removes it. */
export function saveOfKey(
  field: MapField,
  key: string,
  value: string | null,
  seenVersion: number,
  done: string,
): FieldSave<string | null> {
  return {
    field,
    key,
    mine: value,
    toDraft: (current) => (typeof current === 'string' ? current : null),
    patch: { [field]: { [key]: value } },
    seenVersion,
    done,
  }
}
