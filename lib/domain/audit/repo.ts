import type { Change as Row } from '#lib/db/generated/client.ts'
import { client, type Tx } from '../shared/transaction.ts'
import type { ChangeAction, ChangeRow, EntityKind } from './change.ts'
import type { FieldChange } from './diff.ts'

export async function insertChange(tx: Tx, row: ChangeRow): Promise<void> {
  await client(tx).change.create({ data: { ...row, fields: JSON.parse(JSON.stringify(row.fields)) } })
}

export interface ChangeQuery {
  readonly teamId: string
  readonly entity?: { readonly kind: EntityKind; readonly id: string } | undefined
  readonly entityKind?: EntityKind | undefined
  readonly actorId?: string | undefined
  readonly field?: string | undefined
  /** only changes older than this id */
  readonly beforeId?: string | undefined
  /** only changes newer than this id, oldest first */
  readonly afterId?: string | undefined
  readonly take: number
}

/** Newest first, whatever the direction that was read. */
export async function findChanges(query: ChangeQuery): Promise<ChangeRow[]> {
  const rows = await client().change.findMany({
    where: {
      teamId: query.teamId,
      ...(query.entity ? { entityKind: query.entity.kind, entityId: query.entity.id } : {}),
      ...(query.entityKind ? { entityKind: query.entityKind } : {}),
      ...(query.actorId ? { actorId: query.actorId } : {}),
      ...(query.field ? { fields: { array_contains: [{ field: query.field }] } } : {}),
      ...(query.beforeId ? { id: { lt: query.beforeId } } : {}),
      ...(query.afterId ? { id: { gt: query.afterId } } : {}),
    },
    orderBy: { id: query.afterId ? 'asc' : 'desc' },
    take: query.take,
  })
  const changes = rows.map(toChange)
  return query.afterId ? changes.reverse() : changes
}

export async function findChange(teamId: string, id: string): Promise<ChangeRow | null> {
  const row = await client().change.findFirst({ where: { teamId, id } })
  return row ? toChange(row) : null
}

/** The changes of one entity after a version, oldest first. */
export async function findChangesSince(
  teamId: string,
  entity: { kind: EntityKind; id: string },
  version: number,
  tx?: Tx,
): Promise<ChangeRow[]> {
  const rows = await client(tx).change.findMany({
    where: { teamId, entityKind: entity.kind, entityId: entity.id, version: { gt: version } },
    orderBy: { version: 'asc' },
  })
  return rows.map(toChange)
}

/** The last change of this field of an entity. */
export async function findLastChange(
  teamId: string,
  { entity, field }: { readonly entity: { kind: EntityKind; id: string }; readonly field: string },
  tx?: Tx,
): Promise<ChangeRow | null> {
  const row = await client(tx).change.findFirst({
    where: {
      ...{ teamId, entityKind: entity.kind, entityId: entity.id },
      fields: { array_contains: [{ field }] },
    },
    orderBy: { id: 'desc' },
  })
  return row ? toChange(row) : null
}

/** Which of these entities a request changed in this way. */
export async function findChangedBy(
  teamId: string,
  requestId: string,
  entities: { readonly kind: EntityKind; readonly ids: readonly string[] },
  step: Pick<FieldChange, 'field' | 'after'>,
): Promise<string[]> {
  const rows = await client().$queryRaw<{ id: string }[]>`
    SELECT DISTINCT entity_id AS id FROM changes
    WHERE team_id = ${teamId}::uuid AND entity_kind = ${entities.kind} AND entity_id = ANY(${[...entities.ids]})
      AND request_id = ${requestId} AND fields @> ${JSON.stringify([step])}::jsonb`
  return rows.map(({ id }) => id)
}

function toChange(row: Row): ChangeRow {
  return {
    ...row,
    entityKind: row.entityKind as EntityKind,
    action: row.action as ChangeAction,
    fields: row.fields as unknown as FieldChange[],
  }
}
