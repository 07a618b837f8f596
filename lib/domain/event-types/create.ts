import { announce, recordChange } from '../audit/record.ts'
import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { DomainError } from '../shared/errors.ts'
import { parse } from '../shared/parse.ts'
import { inTransaction } from '../shared/transaction.ts'
import type { EventTypeView } from './fields.ts'
import { eventTypeView } from './list.ts'
import { refuseUnusableSchema } from './payload-schema.ts'
import { insertEventType } from './repo.ts'
import { createEventTypeSchema, eventGroup } from './schema.ts'

/** Adds a name to the team's own catalogue. Throws `forbidden`, `invalid`, `already_exists`. */
export async function createEventType(ctx: Context, input: unknown): Promise<EventTypeView> {
  authorize(ctx, 'event-type:manage')
  const { name, description = '', schema = null } = parse(createEventTypeSchema, input)
  refuseUnusableSchema(schema)
  const now = ctx.clock.now()
  const row = {
    teamId: ctx.teamId,
    name,
    group: eventGroup(name),
    description,
    schema,
    archivedAt: null,
    version: 1,
    createdAt: now,
    updatedAt: now,
  }
  const change = await inTransaction(async (tx) => {
    if (!(await insertEventType(tx, row)))
      throw new DomainError('already_exists', `${name} is in the catalogue already.`, {
        issues: [{ path: ['name'], code: 'bad_format', message: `${name} is in the catalogue already.` }],
      })
    return recordChange(ctx, tx, {
      entity: { kind: 'event_type', id: name, name },
      action: 'event_type.created',
      fields: [
        { field: 'name', before: null, after: name },
        ...(description ? [{ field: 'description', before: null, after: description }] : []),
        ...(schema === null ? [] : [{ field: 'schema', before: null, after: schema }]),
      ],
      version: row.version,
    })
  })
  announce(ctx, change)
  return eventTypeView(row)
}
