import type { Versioned } from '../audit/conflicts.ts'

/** A team, with whichever of its settings are asked about, as the audit log's rules about versions see it. */
export function versioned(team: { readonly id: string; readonly version: number }): Versioned {
  const values: Readonly<Record<string, unknown>> = { ...team }
  return {
    kind: 'team',
    id: team.id,
    version: team.version,
    currentOf: ({ field }) => values[field] ?? null,
  }
}
