import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { guarded } from '../shared/transaction.ts'
import type { EventTypeView } from './fields.ts'
import { countSubscribers, type EventTypeRow, findEventTypes } from './repo.ts'

export interface EventTypeWithSubscribers extends EventTypeView {
  /** endpoints that named it; those with `*` are counted apart */
  readonly subscribers: number
}

export interface EventTypeList {
  readonly items: readonly EventTypeWithSubscribers[]
  /** endpoints that subscribe to all by `*` */
  readonly wildcardSubscribers: number
}

/** The team's own catalogue, archived ones too, by group and name. Throws `forbidden`. */
export async function listEventTypes(ctx: Context): Promise<EventTypeList> {
  authorize(ctx, 'event-type:read')
  const [rows, counts] = await guarded(() =>
    Promise.all([findEventTypes(ctx.teamId), countSubscribers(ctx.teamId)]),
  )
  return {
    items: rows.map((row) => ({ ...eventTypeView(row), subscribers: counts.get(row.name) ?? 0 })),
    wildcardSubscribers: counts.get('*') ?? 0,
  }
}

export function eventTypeView(row: EventTypeRow): EventTypeView {
  const { name, group, description, schema, version } = row
  return {
    name,
    group,
    description,
    schema,
    archived: row.archivedAt !== null,
    version,
    createdAt: row.createdAt.toISOString(),
  }
}
