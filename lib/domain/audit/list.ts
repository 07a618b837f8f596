import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { isUuid } from '../shared/ids.ts'
import { decodeCursor, type Page, toPage } from '../shared/pagination.ts'
import { guarded, type Tx } from '../shared/transaction.ts'
import type { ChangeRow, EntityKind } from './change.ts'
import type { FieldChange } from './diff.ts'
import { findChangedBy, findChanges, findChangesSince, findLastChange } from './repo.ts'

export interface ListChanges {
  readonly entity?: { readonly kind: EntityKind; readonly id: string }
  readonly entityKind?: EntityKind
  readonly actorId?: string
  /** only changes of this field */
  readonly field?: string
  readonly cursor?: string
  /** 1 to 100, 50 by default */
  readonly limit?: number
}

/** The audit log, newest first. Throws `forbidden`, or `invalid` for a bad cursor. */
export async function listChanges(ctx: Context, query: ListChanges): Promise<Page<ChangeRow>> {
  authorize(ctx, 'change:read')
  const limit = Math.min(Math.max(query.limit ?? 50, 1), 100)
  const cursor = query.cursor
    ? decodeCursor(query.cursor, ([id, ...rest]) => isUuid(String(id)) && rest.length === 0)
    : null
  const edge = cursor ? String(cursor.keys[0]) : undefined
  const back = cursor?.direction === 'previous'
  const rows = await guarded(() =>
    findChanges({
      teamId: ctx.teamId,
      entity: query.entity,
      entityKind: query.entityKind,
      actorId: query.actorId,
      field: query.field,
      beforeId: back ? undefined : edge,
      afterId: back ? edge : undefined,
      take: limit + 1,
    }),
  )
  // findChanges answers newest first; toPage wants reading order
  return toPage(back ? [...rows].reverse() : rows, limit, cursor, (row) => [row.id])
}

/** Who changed this field last, for who may act on the entity; null where nobody did. Asks in the caller's transaction. */
export async function lastAuthorOf(
  ctx: Context,
  {
    entity,
    field,
  }: { readonly entity: { readonly kind: EntityKind; readonly id: string }; readonly field: string },
  tx: Tx,
): Promise<string | null> {
  const last = await guarded(() => findLastChange(ctx.teamId, { entity, field }, tx))
  return last?.actorLabel ?? null
}

/**
 * The changes of one entity after a version, oldest first, for who may act on that entity. Whoever is in a transaction asks
 * in it: a second connection may be what all others wait for too.
 */
export async function changesSince(
  ctx: Context,
  entity: { readonly kind: EntityKind; readonly id: string },
  version: number,
  tx?: Tx,
): Promise<ChangeRow[]> {
  // a version that was made up has seen nothing
  return guarded(() => findChangesSince(ctx.teamId, entity, Math.max(version, 0), tx))
}

/** Which of these entities a request changed in this way, for who may act on them. */
export async function changedBy(
  ctx: Context,
  requestId: string,
  entities: { readonly kind: EntityKind; readonly ids: readonly string[] },
  step: Pick<FieldChange, 'field' | 'after'>,
): Promise<string[]> {
  return guarded(() => findChangedBy(ctx.teamId, requestId, entities, step))
}
