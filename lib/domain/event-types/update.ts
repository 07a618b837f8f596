import type { ChangeAction } from '../audit/change.ts'
import { diff, type FieldChange } from '../audit/diff.ts'
import { announce, recordChange } from '../audit/record.ts'
import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { notFound } from '../shared/errors.ts'
import { parse } from '../shared/parse.ts'
import { inTransaction } from '../shared/transaction.ts'
import type { EventTypeView } from './fields.ts'
import { eventTypeView } from './list.ts'
import { refuseUnusableSchema } from './payload-schema.ts'
import { type EventTypeRow, lockEventType, updateEventTypeRow } from './repo.ts'
import { updateEventTypeSchema } from './schema.ts'

export interface UpdateEventType {
  readonly name: string
  /** description, schema; unparsed. A function is called with the event type once it was found */
  readonly patch: unknown | ((current: EventTypeView) => unknown)
}

/** Changes exactly the fields that were sent. Throws `forbidden`, `not_found`, `invalid`. */
export async function updateEventType(ctx: Context, input: UpdateEventType): Promise<EventTypeView> {
  authorize(ctx, 'event-type:manage')
  return edit(ctx, input.name, 'event_type.updated', (row) => {
    const patch: unknown = typeof input.patch === 'function' ? input.patch(eventTypeView(row)) : input.patch
    const { description, schema } = parse(updateEventTypeSchema, patch)
    if (schema !== undefined) refuseUnusableSchema(schema)
    return {
      ...row,
      description: description ?? row.description,
      schema: schema === undefined ? row.schema : schema,
    }
  })
}

export interface ArchiveEventType {
  readonly name: string
  readonly archived: boolean
}

/**
 * Takes a name out of the catalogue, or puts it back. Endpoints that subscribe to it keep it; nobody can newly choose
 * it. Throws `forbidden`, `not_found`.
 */
export async function archiveEventType(ctx: Context, input: ArchiveEventType): Promise<EventTypeView> {
  authorize(ctx, 'event-type:manage')
  const action = input.archived ? 'event_type.archived' : 'event_type.restored'
  return edit(ctx, input.name, action, (row) => ({
    ...row,
    archivedAt: input.archived ? (row.archivedAt ?? ctx.clock.now()) : null,
  }))
}

async function edit(
  ctx: Context,
  name: string,
  action: ChangeAction,
  apply: (row: EventTypeRow) => EventTypeRow,
): Promise<EventTypeView> {
  const { row, change } = await inTransaction(async (tx) => {
    const before = await lockEventType(tx, ctx.teamId, name)
    if (!before) throw notFound('Event type')
    const after = apply(before)
    const fields: FieldChange[] = diff(['description', 'schema', 'archivedAt'], before, after)
    if (fields.length === 0) return { row: before, change: null }
    const row = { ...after, updatedAt: ctx.clock.now() }
    const { description, schema, archivedAt, updatedAt } = row
    await updateEventTypeRow(tx, ctx.teamId, name, { description, schema, archivedAt, updatedAt })
    const entity = { kind: 'event_type' as const, id: name, name }
    return { row, change: await recordChange(ctx, tx, { entity, action, fields, version: null }) }
  })
  if (change) announce(ctx, change)
  return eventTypeView(row)
}
