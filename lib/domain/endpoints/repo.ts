import { client, type Tx } from '../shared/transaction.ts'
import type { EndpointWithSecrets, SecretInfo, StringMap } from './fields.ts'
import type { SecretRow } from './secrets.ts'

interface Row {
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

/** One statement, so that the row, its events and its keys are of one moment: one version. */
const SELECT = `
  SELECT e.id, e.team_id AS "teamId", e.dialect, e.public_id AS "publicId", e.name, e.description, e.url, e.active,
    e.tls_verification AS "tlsVerification", e.payload_version AS "payloadVersion", e.signing, e.headers, e.metadata,
    e.version, e.created_at AS "createdAt", e.updated_at AS "updatedAt",
    (SELECT coalesce(json_agg(json_build_object('type', v.type, 'addedAt', v.added_at) ORDER BY v.position), '[]'::json)
       FROM endpoint_events v WHERE v.endpoint_id = e.id) AS events,
    (SELECT coalesce(json_agg(json_build_object('id', s.id, 'mask', s.mask, 'createdAt', s.created_at,
         'createdBy', s.created_by, 'expiresAt', s.expires_at) ORDER BY s.expires_at DESC NULLS FIRST, s.id DESC), '[]'::json)
       FROM endpoint_secrets s WHERE s.endpoint_id = e.id AND s.revoked_at IS NULL
        AND (s.expires_at IS NULL OR s.expires_at > $3)) AS secrets
  FROM endpoints e WHERE e.team_id = $1::uuid AND e.id = $2::uuid`

/** The endpoint with the keys that sign at `now`, or null. Another team's row is not found. */
export async function findEndpoint(
  teamId: string,
  id: string,
  now: Date,
): Promise<EndpointWithSecrets | null> {
  const [row] = await client().$queryRawUnsafe<Row[]>(SELECT, teamId, id, now)
  return row ? toEndpoint(row) : null
}

function toEndpoint(row: Row): EndpointWithSecrets {
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
export async function countOfDialect(tx: Tx, teamId: string, dialect: string): Promise<number> {
  return client(tx).endpoint.count({ where: { teamId, dialect } })
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
