import type { Context } from '../shared/context.ts'
import { uuidv7 } from '../shared/ids.ts'
import type { Tx } from '../shared/transaction.ts'
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

export type EntityKind = 'endpoint' | 'team' | 'member' | 'invitation' | 'event_type' | 'user'

export const changeActions = [
  'endpoint.created',
  'endpoint.updated',
  'endpoint.deleted',
  'secret.created',
  'secret.rotated',
  'secret.revoked',
  'secret.revealed',
  'secret.destroyed',
  'team.created',
  'team.updated',
  'team.deleted',
  'member.added',
  'member.role_changed',
  'member.removed',
  'member.left',
  'invitation.created',
  'invitation.revoked',
  'invitation.accepted',
  'event_type.created',
  'event_type.updated',
  'event_type.archived',
  'event_type.restored',
  'user.updated',
  'user.password_changed',
  'user.password_reset',
  'user.sessions_ended',
] as const
export type ChangeAction = (typeof changeActions)[number]

/** A change as it is stored: who, when, and the redacted steps. */
export interface ChangeRow {
  readonly id: string
  readonly teamId: string
  readonly actorKind: Context['actor']['kind']
  readonly actorId: string | null
  readonly actorLabel: string
  readonly entityKind: EntityKind
  readonly entityId: string
  readonly entityName: string
  readonly action: ChangeAction
  readonly fields: readonly FieldChange[]
  readonly version: number | null
  readonly revertsId: string | null
  readonly requestId: string | null
  readonly createdAt: Date
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
