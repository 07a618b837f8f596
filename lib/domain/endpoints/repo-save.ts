import type { ChangeRow } from '../audit/change.ts'
import { query } from '../shared/transaction.ts'
import type { EndpointEvent, EndpointState } from './fields.ts'
import type { SecretRow } from './secrets.ts'

/** What one guarded write stores, beside the version and the time. */
export interface Save {
  readonly teamId: string
  readonly endpointId: string
  /** the write happens only at this version */
  readonly version: number
  readonly now: Date
  /** the changed columns, and no other */
  readonly columns: Partial<Omit<EndpointState, 'events'>>
  /** the whole new list, when it changed */
  readonly events?: readonly EndpointEvent[] | undefined
  readonly secrets?: SecretWrite | undefined
  readonly change: ChangeRow
}

export interface SecretWrite {
  /** keys that sign now: gone for good, or signing until a moment; absent leaves them */
  readonly existing?: { readonly kind: 'destroy' } | { readonly kind: 'expire'; readonly at: Date }
  /** older keys that stop signing now; never the current one */
  readonly revokeIds?: readonly string[]
  readonly insert?: SecretRow
}

const COLUMN_SQL: Readonly<Record<keyof Save['columns'], string>> = {
  name: 'name',
  description: 'description',
  url: 'url',
  active: 'active',
  tlsVerification: 'tls_verification',
  payloadVersion: 'payload_version',
  signing: 'signing',
  headers: 'headers',
  metadata: 'metadata',
}

/**
 * One statement: the guarded update, the events, the keys and the audit row, all or nothing. False, and nothing was
 * written, when the row has another version by now (or is gone): the caller reads again and decides anew.
 */
export async function saveEndpoint(save: Save): Promise<boolean> {
  const values: unknown[] = []
  const param = (value: unknown, cast = '') => `$${values.push(value)}${cast}`

  const sets = Object.entries(save.columns).map(([field, value]) => {
    const column = COLUMN_SQL[field as keyof Save['columns']]
    const json = field === 'headers' || field === 'metadata'
    return `${column} = ${json ? param(JSON.stringify(value), '::jsonb') : param(value)}`
  })
  const now = param(save.now, '::timestamptz')
  const ctes = [
    `e AS (UPDATE endpoints SET ${[...sets, 'version = version + 1', `updated_at = ${now}`].join(', ')}
      WHERE team_id = ${param(save.teamId, '::uuid')} AND id = ${param(save.endpointId, '::uuid')}
        AND version = ${param(save.version, '::int')} RETURNING id, team_id)`,
  ]
  if (save.events) ctes.push(...eventCtes(param(JSON.stringify(eventRows(save.events)), '::jsonb')))
  if (save.secrets) ctes.push(...secretCtes(save.secrets, now, param))
  ctes.push(changeCte(save.change, param))

  const sql = `WITH ${ctes.join(',\n')} SELECT count(*)::int AS saved FROM e`
  const [row] = await query<{ saved: number }>(sql, values)
  return row?.saved === 1
}

function eventRows(events: readonly EndpointEvent[]) {
  return events.map((event, position) => ({
    type: event.type,
    position,
    added_at: event.addedAt.toISOString(),
  }))
}

function eventCtes(rows: string): string[] {
  return [
    `wanted AS (SELECT * FROM jsonb_to_recordset(${rows}) AS w(type text, position int, added_at timestamptz))`,
    `dropped AS (DELETE FROM endpoint_events v USING e
      WHERE v.endpoint_id = e.id AND v.type NOT IN (SELECT type FROM wanted))`,
    `kept AS (INSERT INTO endpoint_events AS v (endpoint_id, type, team_id, position, added_at)
      SELECT e.id, w.type, e.team_id, w.position, w.added_at FROM e, wanted w
      ON CONFLICT (endpoint_id, type) DO UPDATE SET position = excluded.position
        WHERE v.position <> excluded.position)`,
  ]
}

type Param = (value: unknown, cast?: string) => string

function secretCtes(write: SecretWrite, now: string, param: Param): string[] {
  const ctes: string[] = []
  const live = `s.endpoint_id = e.id AND s.revoked_at IS NULL`
  if (write.existing?.kind === 'destroy')
    ctes.push('closed AS (DELETE FROM endpoint_secrets s USING e WHERE s.endpoint_id = e.id RETURNING 1)')
  if (write.existing?.kind === 'expire')
    ctes.push(`closed AS (UPDATE endpoint_secrets s SET expires_at = ${param(write.existing.at, '::timestamptz')} FROM e
      WHERE ${live} AND s.expires_at IS NULL RETURNING 1)`)
  if (write.revokeIds && write.revokeIds.length > 0)
    ctes.push(`revoked AS (UPDATE endpoint_secrets s SET revoked_at = ${now} FROM e
      WHERE ${live} AND s.id = ANY(${param(write.revokeIds, '::uuid[]')}) RETURNING 1)`)
  if (write.insert) {
    const s = write.insert
    // reading `closed` puts the insert after it: one current key at a time, by a unique index
    const after = write.existing ? 'WHERE (SELECT count(*) FROM closed) >= 0' : ''
    ctes.push(`made AS (INSERT INTO endpoint_secrets
        (id, endpoint_id, team_id, sealed, key_id, mask, created_by, created_at)
      SELECT ${param(s.id, '::uuid')}, e.id, e.team_id, ${param(s.sealed, '::bytea')}, ${param(s.keyId)},
        ${param(s.mask)}, ${param(s.createdBy)}, ${param(s.createdAt, '::timestamptz')} FROM e ${after})`)
  }
  return ctes
}

function changeCte(c: ChangeRow, param: Param): string {
  return `logged AS (INSERT INTO changes (id, team_id, actor_kind, actor_id, actor_label, entity_kind, entity_id,
      entity_name, action, fields, version, reverts_id, request_id, created_at)
    SELECT ${param(c.id, '::uuid')}, e.team_id, ${param(c.actorKind, '::"ActorKind"')}, ${param(c.actorId, '::text')},
      ${param(c.actorLabel)}, ${param(c.entityKind)}, ${param(c.entityId)}, ${param(c.entityName)}, ${param(c.action)},
      ${param(JSON.stringify(c.fields), '::jsonb')}, ${param(c.version, '::int')}, ${param(c.revertsId, '::uuid')},
      ${param(c.requestId, '::text')}, ${param(c.createdAt, '::timestamptz')} FROM e)`
}
