import { isUuid } from '../shared/ids.ts'
import { isStorable } from '../shared/storable.ts'
import { client, query, type Tx } from '../shared/transaction.ts'
import { toolkitOf } from '../toolkits/toolkits.ts'
import type { ValueRow } from './secret-values.ts'
import type { Source, SourceRef } from './source.ts'

type Columns = Omit<Source, 'values'>

/** A source with its sealed values, for verbs that change it. */
export interface SourceRow extends Columns {
  readonly rows: readonly ValueRow[]
}

const SHOWN = { select: { name: true, mask: true, updatedAt: true } } as const

/** Its parameters are the team and the reference. JSON has neither times nor bytes. */
const select = (column: string, ofValue: string) => `
  SELECT s.id, s.team_id AS "teamId", s.public_id AS "publicId", s.toolkit, s.client_id AS "clientId", s.version,
    s.created_at AS "createdAt", s.updated_at AS "updatedAt", s.verified_at AS "verifiedAt",
    (SELECT coalesce(json_agg(json_build_object('name', v.name, 'mask', v.mask, 'updatedAt', v.updated_at${ofValue})),
        '[]'::json)
      FROM source_values v WHERE v.source_id = s.id AND v.team_id = s.team_id) AS values
  FROM sources s WHERE s.team_id = $1::uuid AND s.${column}`

const SEALED = `, 'sealed', encode(v.sealed, 'base64'), 'keyId', v.key_id`

async function selectOne<Value>(
  teamId: string,
  ref: SourceRef,
  ofValue = '',
): Promise<(Columns & { readonly values: readonly Value[] }) | null> {
  const which = condition(ref)
  if (!which) return null
  const [column, value] = 'id' in which ? ['id = $2::uuid', which.id] : ['public_id = $2', which.publicId]
  const [row] = await query<Columns & { readonly values: readonly Value[] }>(select(column, ofValue), [
    teamId,
    value,
  ])
  return row ?? null
}

/** The row and what may be known of its values, of one moment. */
export async function findSource(teamId: string, ref: SourceRef): Promise<Source | null> {
  const row = await selectOne<JsonRow>(teamId, ref)
  if (!row) return null
  const values = row.values.map(({ updatedAt, ...shown }) => ({ ...shown, updatedAt: new Date(updatedAt) }))
  return toSource({ ...row, values })
}

/** The row and its sealed values, of one moment. */
export async function findSealedSource(teamId: string, ref: SourceRef): Promise<SourceRow | null> {
  const found = await selectOne<SealedJsonRow>(teamId, ref, SEALED)
  if (!found) return null
  const { values, ...columns } = found
  const rows = values.map(({ updatedAt, sealed, ...value }) => ({
    ...value,
    sourceId: columns.id,
    sealed: Uint8Array.from(Buffer.from(sealed, 'base64')),
    updatedAt: new Date(updatedAt),
  }))
  return { ...columns, rows }
}

/** The row, locked for the rest of the transaction, and its values as they are then. */
export async function lockSource(tx: Tx, teamId: string, ref: SourceRef): Promise<SourceRow | null> {
  const which = condition(ref)
  if (!which) return null
  const [found] =
    'id' in which
      ? await client(tx).$queryRaw<{ id: string }[]>`
          SELECT id FROM sources WHERE team_id = ${teamId}::uuid AND id = ${which.id}::uuid FOR UPDATE`
      : await client(tx).$queryRaw<{ id: string }[]>`
          SELECT id FROM sources WHERE team_id = ${teamId}::uuid AND public_id = ${which.publicId} FOR UPDATE`
  if (!found) return null
  const row = await client(tx).source.findFirst({
    where: { teamId, id: found.id },
    include: { values: true },
  })
  if (!row) return null
  const { values, ...columns } = row
  return { ...columns, rows: values }
}

/** What may be known of a row with its sealed values. */
export function withoutBytes({ rows, ...columns }: SourceRow): Source {
  return toSource({ ...columns, values: rows })
}

/** Null when the team has one for this app already. */
export async function insertSource(tx: Tx, source: Source): Promise<boolean> {
  const { values: _, ...columns } = source
  const { count } = await client(tx).source.createMany({ data: [columns], skipDuplicates: true })
  return count === 1
}

export async function findSourceOfApp(
  tx: Tx,
  teamId: string,
  toolkit: string,
  clientId: string,
): Promise<Source | null> {
  const row = await client(tx).source.findFirst({
    where: { teamId, toolkit, clientId },
    include: { values: SHOWN },
  })
  return row ? toSource(row) : null
}

/** Stores what changed of a locked row. */
export async function saveValues(
  tx: Tx,
  source: Pick<Source, 'id' | 'teamId'>,
  version: number,
  now: Date,
  set: readonly ValueRow[],
  clear: readonly string[],
): Promise<void> {
  const { id, teamId } = source
  await client(tx).source.update({ where: { id, teamId }, data: { version, updatedAt: now } })
  const replaced = [...clear, ...set.map((row) => row.name)]
  await client(tx).sourceValue.deleteMany({ where: { sourceId: id, teamId, name: { in: replaced } } })
  if (set.length > 0)
    await client(tx).sourceValue.createMany({ data: set.map((row) => ({ ...row, teamId })) })
}

/** Its values go with it. */
export async function deleteSourceRow(tx: Tx, teamId: string, id: string): Promise<void> {
  await client(tx).source.delete({ where: { id, teamId } })
}

/** The sealed value of each name that has one. */
export async function findValues(
  tx: Tx | undefined,
  teamId: string,
  sourceId: string,
  names: readonly string[],
): Promise<ValueRow[]> {
  return client(tx).sourceValue.findMany({ where: { teamId, sourceId, name: { in: [...names] } } })
}

/** Null where the reference cannot be anybody's. PostgreSQL text cannot hold NUL, and no id has one. */
function condition(ref: SourceRef): { readonly id: string } | { readonly publicId: string } | null {
  if (typeof ref === 'string' && isUuid(ref)) return { id: ref }
  const publicId = typeof ref === 'string' ? ref : ref.publicId
  return isStorable(publicId) ? { publicId } : null
}

type ShownRow = Pick<ValueRow, 'name' | 'mask' | 'updatedAt'>
type JsonRow = Omit<ShownRow, 'updatedAt'> & { readonly updatedAt: string }
type SealedJsonRow = JsonRow & { readonly sealed: string; readonly keyId: string }

function toSource({ values, ...columns }: Columns & { readonly values: readonly ShownRow[] }): Source {
  const byName = new Map(values.map((value) => [value.name, value]))
  const names = Object.keys(toolkitOf(columns.toolkit).setupFields)
  return {
    ...columns,
    values: names.flatMap((name) => {
      const value = byName.get(name)
      return value ? [{ name, shown: value.mask, updatedAt: value.updatedAt }] : []
    }),
  }
}
