import { query } from '../shared/transaction.ts'
import type { SealedKind } from './sealed-kinds.ts'

export interface SealedRow {
  /** the columns of the primary key, and then those that the value is bound to besides */
  readonly columns: readonly string[]
  readonly sealed: Uint8Array<ArrayBuffer>
  readonly keyId: string
}

/** A row as it was read, and what comes in the place of its sealed bytes. */
export interface Replacement {
  readonly row: SealedRow
  readonly sealed: Uint8Array<ArrayBuffer>
}

/** The next rows that these keys sealed, of all teams, in the order of the primary key, which begins after `after`. */
export async function findSealedUnder(
  kind: SealedKind,
  keyIds: readonly string[],
  after: SealedRow | null,
  most: number,
): Promise<SealedRow[]> {
  const names = Object.keys(kind.key)
  const columns = [...names, ...(kind.beside ?? [])].map((name) => `${name}::text`).join(', ')
  const values = Object.values(kind.key).map((type, index) => `$${index + 3}::${type}`)
  return query<SealedRow>(
    `SELECT ARRAY[${columns}] AS columns, sealed, key_id AS "keyId" FROM ${kind.table}
      WHERE sealed IS NOT NULL AND key_id = ANY($1::text[])
        ${after ? `AND (${names.join(', ')}) > (${values.join(', ')})` : ''}
      ORDER BY ${names.join(', ')} LIMIT $2`,
    [keyIds, most, ...(after?.columns.slice(0, names.length) ?? [])],
  )
}

/**
 * Puts the new bytes in the place of the old ones, where those are there still; answers the rows of which that is so.
 * Nothing else of a row changes. Rows that somebody is changing are left out, so that of two who each wait for the
 * other none is broken off; with `wait`, which is for one row, it waits.
 */
export async function replaceSealed(
  kind: SealedKind,
  keyId: string,
  replacements: readonly Replacement[],
  { wait = false } = {},
): Promise<SealedRow[]> {
  const names = Object.keys(kind.key)
  const types = [...Object.values(kind.key), 'bytea', 'bytea']
  const isSame = (one: string, other: string) =>
    [...names.map((name) => `${one}.${name} = ${other}.${name}`), 't.sealed = given.before'].join(' AND ')
  const done = await query<{ place: string }>(
    `WITH given AS (
       SELECT * FROM unnest(${types.map((type, index) => `$${index + 2}::${type}[]`).join(', ')})
         WITH ORDINALITY AS given (${names.join(', ')}, before, after, place)),
     mine AS (
       SELECT given.* FROM ${kind.table} t JOIN given ON ${isSame('t', 'given')}
       FOR NO KEY UPDATE OF t ${wait ? '' : 'SKIP LOCKED'})
     UPDATE ${kind.table} t SET sealed = given.after, key_id = $1
       FROM mine given WHERE ${isSame('t', 'given')} RETURNING given.place`,
    [
      keyId,
      ...names.map((_, index) => replacements.map(({ row }) => row.columns[index])),
      replacements.map(({ row }) => Buffer.from(row.sealed)),
      replacements.map(({ sealed }) => Buffer.from(sealed)),
    ],
  )
  return done.flatMap(({ place }) => replacements[Number(place) - 1]?.row ?? [])
}

/** How many rows each key sealed. */
export async function countSealed(kind: SealedKind): Promise<ReadonlyMap<string, number>> {
  const rows = await query<{ keyId: string; rows: number }>(
    `SELECT key_id AS "keyId", count(*)::int AS rows FROM ${kind.table} WHERE sealed IS NOT NULL GROUP BY key_id`,
    [],
  )
  return new Map(rows.map(({ keyId, rows }) => [keyId, rows]))
}
