import type { ChangeAction, ChangeRow, EntityKind } from './change.ts'
import type { FieldChange } from './diff.ts'

/** A change as it may leave the core: JSON-safe. Its values were redacted when they were written. */
export interface ChangeView {
  readonly id: string
  readonly actorKind: ChangeRow['actorKind']
  readonly actorId: string | null
  readonly actorLabel: string
  readonly entityKind: EntityKind
  readonly entityId: string
  readonly entityName: string
  readonly action: ChangeAction
  readonly fields: readonly FieldChange[]
  readonly version: number | null
  readonly revertsId: string | null
  readonly createdAt: string
}

export function changeView(row: ChangeRow): ChangeView {
  const { teamId: _team, requestId: _request, createdAt, ...rest } = row
  return { ...rest, createdAt: createdAt.toISOString() }
}
