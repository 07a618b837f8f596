import type { Context } from '../shared/context.ts'
import { uuidv7 } from '../shared/ids.ts'
import type { Tx } from '../shared/transaction.ts'
import type { ChangeAction, ChangeRow, EntityKind } from './change.ts'
import type { FieldChange } from './diff.ts'
import { redact } from './redact.ts'
import { insertChange } from './repo.ts'

/** One audited edit, before it is written. */
export interface NewChange {
  readonly entity: { readonly kind: EntityKind; readonly id: string; readonly name: string }
  readonly action: ChangeAction
  readonly fields: readonly FieldChange[]
  /** the entity's version after the change, for entities that have one */
  readonly version: number | null
  readonly revertsId?: string
}

/** Makes the row of a change; sensitive values are replaced before anything is written. */
export function changeRow(ctx: Context, change: NewChange): ChangeRow {
  const now = ctx.clock.now()
  return {
    id: uuidv7(now.getTime()),
    teamId: ctx.teamId,
    actorKind: ctx.actor.kind,
    actorId: ctx.actor.id,
    actorLabel: ctx.actor.label,
    entityKind: change.entity.kind,
    entityId: change.entity.id,
    entityName: change.entity.name,
    action: change.action,
    fields: change.fields.map(redact),
    version: change.version,
    revertsId: change.revertsId ?? null,
    requestId: ctx.requestId,
    createdAt: now,
  }
}

/** Writes a change in the caller's transaction: the edit and its record stand or fall together. */
export async function recordChange(ctx: Context, tx: Tx, change: NewChange): Promise<ChangeRow> {
  const row = changeRow(ctx, change)
  await insertChange(tx, row)
  return row
}

/** Tells the others, after commit. */
export function announce(ctx: Context, row: ChangeRow): void {
  ctx.notify({
    teamId: row.teamId,
    entity: row.entityKind,
    entityId: row.entityId,
    action: row.action,
    fields: [...new Set(row.fields.map((f) => f.field))],
    version: row.version,
    actorId: row.actorId,
    actorLabel: row.actorLabel,
  })
}
