/** One field's step in a change. `key` names the member of a map; `redacted` values were never written down. */
export interface FieldChange {
  readonly field: string
  readonly key?: string
  readonly before: unknown
  readonly after: unknown
  readonly redacted?: true
}

/** The steps between two flat records, one per field whose JSON differs, in the order of `fields`. */
export function diff<T extends object>(
  fields: readonly (keyof T & string)[],
  before: T,
  after: T,
): FieldChange[] {
  const out: FieldChange[] = []
  for (const field of fields) {
    const a = before[field] ?? null
    const b = after[field] ?? null
    if (JSON.stringify(a) !== JSON.stringify(b)) out.push({ field, before: a, after: b })
  }
  return out
}

/** The steps between two maps, one per key added, altered or removed. */
export function diffMap(
  field: string,
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): FieldChange[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)])
  const out: FieldChange[] = []
  for (const key of keys) {
    const a = Object.hasOwn(before, key) ? (before[key] ?? null) : null
    const b = Object.hasOwn(after, key) ? (after[key] ?? null) : null
    if (a !== b) out.push({ field, key, before: a, after: b })
  }
  return out
}
