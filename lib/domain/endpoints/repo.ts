import { isUuid } from '../shared/ids.ts'
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

/**
 * One statement, so that the row, its events and its keys are of one moment: one version. Its parameters are the team
 * and the time; conditions follow it.
 */
export const SELECT = `
  SELECT e.id, e.team_id AS "teamId", e.dialect, e.public_id AS "publicId", e.name, e.description, e.url, e.active,
    e.tls_verification AS "tlsVerification", e.payload_version AS "payloadVersion", e.signing, e.headers, e.metadata,
    e.oauth_app_id AS "oauthAppId", e.version, e.created_at AS "createdAt", e.updated_at AS "updatedAt",
    (SELECT coalesce(json_agg(json_build_object('type', v.type, 'addedAt', v.added_at) ORDER BY v.position), '[]'::json)
       FROM endpoint_events v WHERE v.endpoint_id = e.id) AS events,
    (SELECT coalesce(json_agg(json_build_object('id', s.id, 'mask', s.mask, 'createdAt', s.created_at,
         'createdBy', s.created_by, 'expiresAt', s.expires_at) ORDER BY s.expires_at DESC NULLS FIRST, s.id DESC), '[]'::json)
       FROM endpoint_secrets s WHERE s.endpoint_id = e.id AND s.revoked_at IS NULL
        AND (s.expires_at IS NULL OR s.expires_at > $2)) AS secrets
  FROM endpoints e WHERE e.team_id = $1::uuid`

/** The endpoint with the keys that sign at `now`, or null. Another team's row is not found. */
export async function findEndpoint(
  teamId: string,
  ref: EndpointRef,
  now: Date,
): Promise<EndpointWithSecrets | null> {
  const which = condition(ref)
  if (!which) return null
  const [row] = await query<Row>(SELECT + which.sql, [teamId, now, ...which.values])
  return row ? toEndpoint(row) : null
}

/** Null where the reference cannot be anybody's. */
function condition(ref: EndpointRef): { readonly sql: string; readonly values: readonly string[] } | null {
  if (typeof ref === 'string') return isUuid(ref) ? { sql: ' AND e.id = $3::uuid', values: [ref] } : null
  const { dialect, publicId, oauthAppId } = ref
  const sql = ' AND e.dialect = $3 AND e.public_id = $4'
  // PostgreSQL text cannot hold NUL, and no id has one
  if (publicId.includes('\u0000')) return null
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

/** Deletes the row at that version; its events and keys go with it. False when there is none any more. */
export async function deleteEndpointRow(
  tx: Tx,
  teamId: string,
  id: string,
  version: number,
): Promise<boolean> {
  const { count } = await client(tx).endpoint.deleteMany({ where: { teamId, id, version } })
  return count === 1
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
