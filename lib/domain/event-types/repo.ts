import { Prisma } from '#lib/db/generated/client.ts'
import { client, query, type Tx } from '../shared/transaction.ts'

export interface EventTypeRow {
  readonly teamId: string
  readonly name: string
  readonly group: string
  readonly description: string
  readonly schema: unknown
  readonly archivedAt: Date | null
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** All of a team, archived ones too, by group and name. */
export async function findEventTypes(teamId: string): Promise<EventTypeRow[]> {
  return client().eventType.findMany({ where: { teamId }, orderBy: [{ group: 'asc' }, { name: 'asc' }] })
}

/** What can be subscribed to, by group and name; without the schemas, which may be large. */
export async function findCatalogue(
  teamId: string,
): Promise<Pick<EventTypeRow, 'name' | 'group' | 'description'>[]> {
  return query(
    'SELECT name, "group", description FROM event_types WHERE team_id = $1 AND archived_at IS NULL ORDER BY "group", name',
    [teamId],
  )
}

/** Those of the names that are in the catalogue. */
export async function findEventTypesNamed(
  teamId: string,
  names: readonly string[],
): Promise<{ readonly name: string; readonly schema: unknown }[]> {
  return query(
    'SELECT name, schema FROM event_types WHERE team_id = $1 AND name = ANY($2) AND archived_at IS NULL',
    [teamId, [...names]],
  )
}

/** The row, locked for the rest of the transaction. */
export async function lockEventType(tx: Tx, teamId: string, name: string): Promise<EventTypeRow | null> {
  await client(tx)
    .$queryRaw`SELECT 1 FROM event_types WHERE team_id = ${teamId}::uuid AND name = ${name} FOR UPDATE`
  return client(tx).eventType.findUnique({ where: { teamId_name: { teamId, name } } })
}

/** False when the name is taken. */
export async function insertEventType(tx: Tx, row: EventTypeRow): Promise<boolean> {
  const { count } = await client(tx).eventType.createMany({ data: [toData(row)], skipDuplicates: true })
  return count === 1
}

export async function updateEventTypeRow(
  tx: Tx,
  teamId: string,
  name: string,
  columns: Pick<EventTypeRow, 'description' | 'schema' | 'archivedAt' | 'version' | 'updatedAt'>,
): Promise<void> {
  const { schema, ...rest } = columns
  await client(tx).eventType.update({
    where: { teamId_name: { teamId, name } },
    data: { ...rest, schema: toJson(schema) },
  })
}

/** How many endpoints of the team subscribe to each name, `*` counted under its own name. */
export async function countSubscribers(teamId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await client().$queryRaw<{ type: string; count: number }[]>`
    SELECT v.type, count(*)::int AS count FROM endpoint_events v JOIN endpoints e ON e.id = v.endpoint_id
    WHERE v.team_id = ${teamId}::uuid AND e.dialect = 'standard' GROUP BY v.type`
  return new Map(rows.map((row) => [row.type, row.count]))
}

function toData(row: EventTypeRow) {
  return { ...row, schema: toJson(row.schema) }
}

function toJson(schema: unknown) {
  return schema === null ? Prisma.DbNull : JSON.parse(JSON.stringify(schema))
}
