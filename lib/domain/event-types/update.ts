import type { ChangeAction, ChangeRow } from '../audit/change.ts'
import { refuseOtherVersion, refuseOvertaken, type Versioned } from '../audit/conflicts.ts'
import { diff, type FieldChange } from '../audit/diff.ts'
import { announce, changeRow, type NewChange, recordChange } from '../audit/record.ts'
import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { notFound } from '../shared/errors.ts'
import { parse } from '../shared/parse.ts'
import { inTransaction, type Tx } from '../shared/transaction.ts'
import type { EventTypeView } from './fields.ts'
import { eventTypeView } from './list.ts'
import { refuseUnusableSchema } from './payload-schema.ts'
import { type EventTypeRow, lockEventType, updateEventTypeRow } from './repo.ts'
import { updateEventTypeSchema } from './schema.ts'

export interface UpdateEventType {
  readonly name: string
  /** description, schema; unparsed. A function is called with the event type once it was found */
  readonly patch: unknown | ((current: EventTypeView) => unknown)
  /** the version that the caller saw; without it there is no conflict check */
  readonly seenVersion?: number | undefined
  /** the event type has to stand at one of these */
  readonly ifVersions?: readonly number[] | undefined
  /** say what would change, and change nothing */
  readonly dryRun?: boolean
}

export interface UpdatedEventType {
  readonly type: EventTypeView
  /** null when there was nothing to change; after a dry run it is stored nowhere */
  readonly change: ChangeRow | null
}

/**
 * Changes exactly the fields that were sent. Throws `forbidden`, `not_found`, `invalid`, or `conflict` when somebody
 * changed one of the fields since the version that the caller saw, or it stands at none of `ifVersions`.
 */
export async function updateEventType(ctx: Context, input: UpdateEventType): Promise<UpdatedEventType> {
  authorize(ctx, 'event-type:manage')
  const { seenVersion, ifVersions, dryRun } = input
  const apply = (row: EventTypeRow) => {
    const patch: unknown = typeof input.patch === 'function' ? input.patch(eventTypeView(row)) : input.patch
    const { description, schema } = parse(updateEventTypeSchema, patch)
    if (schema !== undefined) refuseUnusableSchema(schema)
    return {
      ...row,
      description: description ?? row.description,
      schema: schema === undefined ? row.schema : schema,
    }
  }
  return edit(ctx, input.name, {
    action: 'event_type.updated',
    require: async (tx, row) => {
      if (ifVersions)
        await refuseOtherVersion(ctx, versioned(row), { versions: ifVersions, what: 'event type', tx })
    },
    apply,
    refuse: async (tx, row, fields) => {
      if (seenVersion !== undefined)
        await refuseOvertaken(ctx, versioned(row), {
          seenVersion,
          fields,
          nameOf: (field) => `the ${field}`,
          tx,
        })
    },
    dryRun,
  })
}

function versioned(row: EventTypeRow): Versioned {
  const values: Readonly<Record<string, unknown>> = { ...row }
  return {
    kind: 'event_type',
    id: row.name,
    version: row.version,
    currentOf: ({ field }) => values[field] ?? null,
  }
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
  const { type } = await edit(ctx, input.name, {
    action,
    apply: (row) => ({
      ...row,
      archivedAt: input.archived ? (row.archivedAt ?? ctx.clock.now()) : null,
    }),
  })
  return type
}

interface Edit {
  readonly action: ChangeAction
  /** throws where the row must stay as it is, whatever is wanted */
  readonly require?: (tx: Tx, row: EventTypeRow) => Promise<void>
  readonly apply: (row: EventTypeRow) => EventTypeRow
  /** throws where these fields must stay as they are */
  readonly refuse?: (tx: Tx, row: EventTypeRow, fields: ReadonlySet<string>) => Promise<void>
  readonly dryRun?: boolean | undefined
}

async function edit(
  ctx: Context,
  name: string,
  { action, require, apply, refuse, dryRun = false }: Edit,
): Promise<UpdatedEventType> {
  const { row, change } = await inTransaction(async (tx) => {
    const before = await lockEventType(tx, ctx.teamId, name)
    if (!before) throw notFound('Event type')
    await require?.(tx, before)
    const after = apply(before)
    const fields: FieldChange[] = diff(['description', 'schema', 'archivedAt'], before, after)
    await refuse?.(tx, before, new Set(fields.map(({ field }) => field)))
    if (fields.length === 0) return { row: before, change: null }
    const row = { ...after, version: before.version + 1, updatedAt: ctx.clock.now() }
    const entity = { kind: 'event_type' as const, id: name, name }
    const change: NewChange = { entity, action, fields, version: row.version }
    if (dryRun) return { row, change: changeRow(ctx, change) }
    const { description, schema, archivedAt, version, updatedAt } = row
    await updateEventTypeRow(tx, ctx.teamId, name, { description, schema, archivedAt, version, updatedAt })
    return { row, change: await recordChange(ctx, tx, change) }
  })
  if (change && !dryRun) announce(ctx, change)
  return { type: eventTypeView(row), change }
}
