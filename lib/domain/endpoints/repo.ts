import { isUuid } from '../shared/ids.ts'
import { isStorable } from '../shared/storable.ts'
import { client, query, type Tx } from '../shared/transaction.ts'
import type { EndpointWithSecrets, SecretInfo, StringMap } from './fields.ts'
import type { EndpointRef } from './ref.ts'
import type { SecretRow } from './secrets.ts'

/** What `SELECT` answers. */
export interface Row {
  readonly id: string
  readonly teamId: string
  readonly dialect: string
  readonly publicId: string
  readonly name: string
  readonly description: string | null
  readonly url: string
  readonly active: boolean
  readonly tlsVerification: boolean
  readonly payloadVersion: string | null
  readonly signing: boolean
  readonly headers: StringMap
  readonly metadata: StringMap
  readonly oauthAppId: string | null
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly events: readonly { type: string; addedAt: string }[]
  readonly secrets: readonly {
    id: string
    mask: string
    createdAt: string
    createdBy: string
    expiresAt: string | null
  }[]
}

/** What a read brings along of the same moment: columns, and the joins that they come from. */
export interface Along {
  readonly columns: string
  readonly joins: string
}

/**
 * One statement, so that the row, its events and its keys are of one moment: one version. Its parameters are the team
 * and the time; conditions follow it.
 */
export const select = ({ columns, joins }: Along) => `
  SELECT e.id, e.team_id AS "teamId", e.dialect, e.public_id AS "publicId", e.name, e.description, e.url, e.active,
    e.tls_verification AS "tlsVerification", e.payload_version AS "payloadVersion", e.signing, e.headers, e.metadata,
    e.oauth_app_id AS "oauthAppId", e.version, e.created_at AS "createdAt", e.updated_at AS "updatedAt",
    (SELECT coalesce(json_agg(json_build_object('type', v.type, 'addedAt', v.added_at) ORDER BY v.position), '[]'::json)
       FROM endpoint_events v WHERE v.endpoint_id = e.id) AS events,
    (SELECT coalesce(json_agg(json_build_object('id', s.id, 'mask', s.mask, 'createdAt', s.created_at,
         'createdBy', s.created_by, 'expiresAt', s.expires_at) ORDER BY s.expires_at DESC NULLS FIRST, s.id DESC), '[]'::json)
       FROM endpoint_secrets s WHERE s.endpoint_id = e.id AND s.revoked_at IS NULL
        AND (s.expires_at IS NULL OR s.expires_at > $2)) AS secrets${columns}
  FROM endpoints e${joins} WHERE e.team_id = $1::uuid`

export const SELECT = select({ columns: '', joins: '' })

const SELECT_WITH_KEY = select({
  columns: ', k.id AS "keyRowId", k.sealed, k.key_id AS "keyId"',
  joins: `
    LEFT JOIN endpoint_secrets k ON k.endpoint_id = e.id AND k.revoked_at IS NULL AND k.expires_at IS NULL`,
})

/** The endpoint with the keys that sign at `now`, or null. Another team's row is not found. */
export async function findEndpoint(
  teamId: string,
  ref: EndpointRef,
  now: Date,
): Promise<EndpointWithSecrets | null> {
  const row = await findRow<Row>(SELECT, { teamId, ref, now })
  return row && toEndpoint(row)
}

/** A current key as it is stored. */
export type SealedKeyRow = Pick<SecretRow, 'id' | 'endpointId' | 'sealed' | 'keyId'>

type RowWithKey = Row & { readonly keyRowId: string | null } & Pick<SecretRow, 'sealed' | 'keyId'>

/** The same with its sealed current key, which who does not sign has not. */
export async function findEndpointWithKey(
  teamId: string,
  ref: EndpointRef,
  now: Date,
): Promise<{ endpoint: EndpointWithSecrets; key: SealedKeyRow | null } | null> {
  const found = await findRow<RowWithKey>(SELECT_WITH_KEY, { teamId, ref, now })
  if (!found) return null
  const { keyRowId, sealed, keyId, ...row } = found
  return {
    endpoint: toEndpoint(row),
    key: keyRowId === null ? null : { id: keyRowId, endpointId: row.id, sealed, keyId },
  }
}

/** The row that a reference means, read by a statement of `select`. */
export async function findRow<Found extends Row>(
  sql: string,
  { teamId, ref, now }: { readonly teamId: string; readonly ref: EndpointRef; readonly now: Date },
): Promise<Found | null> {
  const which = condition(ref)
  if (!which) return null
  const [row] = await query<Found>(sql + which.sql, [teamId, now, ...which.values])
  return row ?? null
}

/** Null where the reference cannot be anybody's. */
function condition(ref: EndpointRef): { readonly sql: string; readonly values: readonly string[] } | null {
  if (typeof ref === 'string') return isUuid(ref) ? { sql: ' AND e.id = $3::uuid', values: [ref] } : null
  const { dialect, publicId, oauthAppId } = ref
  const sql = ' AND e.dialect = $3 AND e.public_id = $4'
  // PostgreSQL text cannot hold NUL, and no id has one
  if (!isStorable(publicId)) return null
  return oauthAppId === undefined
    ? { sql, values: [dialect, publicId] }
    : { sql: `${sql} AND e.oauth_app_id = $5::uuid`, values: [dialect, publicId, oauthAppId] }
}

export function toEndpoint(row: Row): EndpointWithSecrets {
  return {
    ...row,
    events: row.events.map((event) => ({ type: event.type, addedAt: new Date(event.addedAt) })),
    secrets: row.secrets.map(
      (secret): SecretInfo => ({
        ...secret,
        createdAt: new Date(secret.createdAt),
        expiresAt: secret.expiresAt === null ? null : new Date(secret.expiresAt),
      }),
    ),
  }
}

/** Inserts an endpoint with its events and its first key. A clash of a unique index passes as the database's error. */
export async function insertEndpoint(
  tx: Tx,
  endpoint: EndpointWithSecrets,
  secret: SecretRow | null,
): Promise<void> {
  const { events, secrets: _, ...columns } = endpoint
  await client(tx).endpoint.create({
    data: {
      ...columns,
      headers: { ...columns.headers },
      metadata: { ...columns.metadata },
      events: { create: events.map((event, position) => ({ ...event, position, teamId: endpoint.teamId })) },
      ...(secret ? { secrets: { create: withoutEndpoint(secret) } } : {}),
    },
  })
}

function withoutEndpoint({ endpointId: _, ...row }: SecretRow): Omit<SecretRow, 'endpointId'> {
  return row
}

/** SelfCommunity's ids are integers of one sequence. */
export async function nextSequenceId(tx: Tx): Promise<string> {
  const [row] = await client(tx).$queryRaw<
    [{ id: string }]
  >`SELECT nextval('selfcommunity_endpoint_id')::text AS id`
  return row.id
}

/** How many endpoints of a dialect a team has. */
export async function countInTeam(tx: Tx, teamId: string, dialect: string): Promise<number> {
  return client(tx).endpoint.count({ where: { teamId, dialect } })
}

/** Whether an OAuth app is the team's, and in use. */
export async function isAppOfTeam(tx: Tx, teamId: string, oauthAppId: string): Promise<boolean> {
  return (await client(tx).oauthApp.count({ where: { id: oauthAppId, teamId, revokedAt: null } })) === 1
}

/** The endpoint, locked for the rest of the transaction, as it is then. */
export async function lockEndpoint(
  tx: Tx,
  teamId: string,
  ref: EndpointRef,
  now: Date,
): Promise<EndpointWithSecrets | null> {
  const which = condition(ref)
  if (!which) return null
  const read = (sql: string) => client(tx).$queryRawUnsafe<Row[]>(sql, teamId, now, ...which.values)
  // keys and events are read after the lock, or they would be those of the moment before it
  const [locked] = await read(`${SELECT}${which.sql} FOR UPDATE OF e`)
  if (!locked) return null
  const [row] = await read(`${SELECT}${which.sql}`)
  return row ? toEndpoint(row) : null
}

/** Deletes the row; its events and keys go with it. */
export async function deleteEndpointRow(tx: Tx, teamId: string, id: string): Promise<void> {
  await client(tx).endpoint.delete({ where: { teamId, id } })
}

/** The sealed rows of keys that sign at `now`, the current one first. */
export async function findSealedSecrets(
  tx: Tx,
  teamId: string,
  endpointId: string,
  now: Date,
): Promise<SecretRow[]> {
  const rows = await client(tx).endpointSecret.findMany({
    where: { teamId, endpointId, revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
    orderBy: [{ expiresAt: { sort: 'desc', nulls: 'first' } }, { id: 'desc' }],
  })
  return rows
}
