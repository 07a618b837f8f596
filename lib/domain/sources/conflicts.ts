import type { ChangeRow } from '../audit/change.ts'
import type { FieldConflict } from '../shared/errors.ts'
import type { Source } from './source.ts'

/** Those of the named values that somebody changed in `later`, the changes after the version that the caller saw. */
export function findConflicts(
  names: readonly string[],
  current: Source,
  later: readonly ChangeRow[],
): (FieldConflict & { readonly key: string })[] {
  const shown = new Map(current.values.map((value) => [value.name, value.shown]))
  return names.flatMap((name) => {
    const change = later.findLast((row) =>
      row.fields.some((step) => step.field === 'data' && step.key === name),
    )
    if (!change) return []
    return [
      {
        field: 'data',
        key: name,
        author: change.actorLabel,
        changedAt: change.createdAt.toISOString(),
        version: change.version ?? current.version,
        current: shown.get(name) ?? null,
      },
    ]
  })
}
