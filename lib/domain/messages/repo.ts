import { client, query, type Tx } from '../shared/transaction.ts'
import { exactJson } from './exact-json.ts'
import type { JsonObject } from './message.ts'

/** A message that was judged and can be written. */
export interface MessageInsert {
  readonly id: string
  readonly dialect: string
  readonly eventType: string
  readonly payloadText: string
  readonly metadataText: string
  readonly externalId: string | null
  /** hex of SHA-256 */
  readonly fingerprint: string
  readonly occurredAt: Date
  readonly bytes: number
}

export interface InsertScope {
  readonly teamId: string
  readonly now: Date
  /** the dialects whose paused endpoints keep what they miss */
  readonly holding: readonly string[]
}

/** A random UUID v7 of the time of another. */
const DELIVERY_ID = `encode(set_bit(set_bit(
  overlay(uuid_send(gen_random_uuid()) PLACING substring(uuid_send(f.id) FROM 1 FOR 6) FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid`

/**
 * One statement: the messages, their keys, and a delivery for each endpoint that subscribes. A message whose key is
 * taken is left out, and is not in the answer.
 */
export async function insertMessages(
  tx: Tx | undefined,
  { teamId, now, holding }: InsertScope,
  drafts: readonly MessageInsert[],
): Promise<ReadonlyMap<string, { readonly number: number; readonly deliveries: number }>> {
  const values = [`[${drafts.map(inputRow).join()}]`, teamId, now, [...holding]]
  const rows = tx
    ? await client(tx).$queryRawUnsafe<InsertedRow[]>(INSERT, ...values)
    : await query<InsertedRow>(INSERT, values)
  return new Map(rows.map(({ id, number, deliveries }) => [id, { number, deliveries }]))
}

interface InsertedRow {
  readonly id: string
  readonly number: number
  readonly deliveries: number
}

const INSERT = `
     WITH input AS MATERIALIZED (
       SELECT * FROM json_to_recordset($1::json) AS i(n int, id uuid, dialect text, event_type text, payload json,
         metadata json, external_id text, fingerprint text, occurred_at timestamptz)),
     keys AS (
       INSERT INTO message_keys (team_id, key, message_id, fingerprint, created_at)
       SELECT $2::uuid, external_id, id, decode(fingerprint, 'hex'), $3::timestamptz FROM input
       WHERE external_id IS NOT NULL ORDER BY external_id, n
       ON CONFLICT (team_id, key) DO NOTHING RETURNING message_id),
     fresh AS MATERIALIZED (
       SELECT i.* FROM input i WHERE external_id IS NULL OR EXISTS (SELECT 1 FROM keys k WHERE k.message_id = i.id)),
     made AS (
       INSERT INTO messages (id, team_id, dialect, event_type, payload, metadata, external_id, occurred_at, created_at)
       SELECT id, $2::uuid, dialect, event_type, payload, metadata, external_id, occurred_at, $3::timestamptz
       FROM fresh ORDER BY n RETURNING id, number),
     sent AS (
       INSERT INTO deliveries (id, team_id, endpoint_id, message_id, event_type, state, next_attempt_at, created_at)
       SELECT ${DELIVERY_ID}, $2::uuid, e.id, f.id, f.event_type,
         CASE WHEN e.active THEN 'pending' ELSE 'held' END::"DeliveryState", $3::timestamptz, $3::timestamptz
       FROM fresh f JOIN endpoints e ON e.team_id = $2::uuid AND e.dialect = f.dialect
       WHERE (e.active OR e.dialect = ANY($4::text[])) AND EXISTS (
         SELECT 1 FROM endpoint_events v WHERE v.endpoint_id = e.id AND v.type IN (f.event_type,
           CASE WHEN starts_with(f.event_type, 'patchbay.') THEN f.event_type ELSE '*' END))
       ORDER BY f.n, e.id RETURNING message_id)
     SELECT m.id, m.number::float8 AS number,
       (SELECT count(*)::int FROM sent s WHERE s.message_id = m.id) AS deliveries FROM made m`

/** The payload stands in it as its own text, so that its numbers are stored as they came. */
function inputRow(message: MessageInsert, n: number): string {
  const { id, dialect, eventType, externalId, fingerprint, occurredAt, payloadText, metadataText } = message
  const scalars = JSON.stringify({
    n,
    id,
    dialect,
    event_type: eventType,
    external_id: externalId,
    fingerprint,
    occurred_at: occurredAt,
  })
  return `${scalars.slice(0, -1)},"payload":${payloadText},"metadata":${metadataText}}`
}

export interface KeyedMessage {
  readonly id: string
  readonly number: number
  readonly createdAt: Date
  /** null when only the key is left of it */
  readonly occurredAt: Date | null
  readonly deliveries: number
  readonly fingerprint: string
}

/** What was published with these ids, by id. */
export async function findKeyedMessages(
  tx: Tx | undefined,
  teamId: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, KeyedMessage>> {
  const rows = await client(tx).$queryRaw<(KeyedMessage & { key: string })[]>`
    SELECT k.key, k.message_id AS id, coalesce(m.number, 0)::float8 AS number, k.created_at AS "createdAt",
      m.occurred_at AS "occurredAt", encode(k.fingerprint, 'hex') AS fingerprint,
      ((SELECT count(*) FROM deliveries d WHERE d.team_id = k.team_id AND d.message_id = k.message_id AND NOT d.manual)
        + (SELECT count(*) FROM delivery_history h WHERE h.team_id = k.team_id AND h.message_id = k.message_id AND NOT h.manual))::int AS deliveries
    FROM message_keys k LEFT JOIN messages m ON m.id = k.message_id AND m.team_id = k.team_id
    WHERE k.team_id = ${teamId}::uuid AND k.key = ANY(${[...keys]}::text[])`
  return new Map(rows.map(({ key, ...message }) => [key, message]))
}

/** A message as it was published. */
export interface StoredMessage {
  readonly id: string
  readonly dialect: string
  readonly eventType: string
  readonly payload: JsonObject
  readonly metadata: JsonObject
  /** the publisher's own id */
  readonly externalId: string | null
  readonly occurredAt: Date
  readonly createdAt: Date
}

/** Null when it is stored no more. */
export async function findMessage(teamId: string, id: string): Promise<StoredMessage | null> {
  const [row] = await client().$queryRaw<StoredRow[]>`
    SELECT id, dialect, event_type AS "eventType", payload::text AS payload, metadata::text AS metadata,
      external_id AS "externalId", occurred_at AS "occurredAt", created_at AS "createdAt"
    FROM messages WHERE team_id = ${teamId}::uuid AND id = ${id}::uuid`
  // a stored text is of an object
  return row
    ? {
        ...row,
        payload: exactJson(row.payload) as JsonObject,
        metadata: exactJson(row.metadata) as JsonObject,
      }
    : null
}

type StoredRow = Omit<StoredMessage, 'payload' | 'metadata'> & {
  readonly [K in 'payload' | 'metadata']: string
}
