import { client, type Tx } from '../shared/transaction.ts'

export interface ManualDelivery {
  readonly id: string
  readonly teamId: string
  readonly endpointId: string
  readonly messageId: string
  readonly eventType: string
  readonly nextAttemptAt: Date
  readonly createdAt: Date
}

/** Deliveries that are sent once, by hand. */
export async function insertManual(rows: readonly ManualDelivery[], tx?: Tx): Promise<void> {
  await client(tx).delivery.createMany({ data: rows.map((row) => ({ ...row, manual: true })) })
}

export interface TestMessage {
  readonly id: string
  readonly teamId: string
  readonly dialect: string
  readonly eventType: string
  readonly payload: string
  readonly metadata: string
  readonly now: Date
}

export async function insertTestMessage(tx: Tx, message: TestMessage): Promise<void> {
  const { id, teamId, dialect, eventType, payload, metadata, now } = message
  await client(tx).$executeRaw`
    INSERT INTO messages (id, team_id, dialect, event_type, payload, metadata, occurred_at, created_at)
    VALUES (${id}::uuid, ${teamId}::uuid, ${dialect}, ${eventType}, ${payload}::json, ${metadata}::json, ${now}, ${now})`
}

/** What was sent before, as far as sending it again needs to know. */
export interface Replayable {
  readonly messageId: string
  readonly eventType: string
  readonly endpointId: string
  /** null when the endpoint was deleted */
  readonly active: boolean | null
  /** false when the message is stored no more */
  readonly isStored: boolean
}

/** A delivery of the team, unfinished or finished; of one endpoint, where that is given. */
export async function findReplayable(
  teamId: string,
  id: string,
  endpointId: string | null,
): Promise<Replayable | null> {
  const [row] = await client().$queryRaw<Replayable[]>`
    SELECT d.message_id AS "messageId", d.event_type AS "eventType", d.endpoint_id AS "endpointId", e.active,
      EXISTS (SELECT 1 FROM messages m WHERE m.id = d.message_id AND m.team_id = d.team_id) AS "isStored"
    FROM (
      SELECT team_id, endpoint_id, message_id, event_type FROM deliveries
        WHERE team_id = ${teamId}::uuid AND id = ${id}::uuid
      UNION ALL
      SELECT team_id, endpoint_id, message_id, event_type FROM delivery_history
        WHERE team_id = ${teamId}::uuid AND id = ${id}::uuid) d
    LEFT JOIN endpoints e ON e.id = d.endpoint_id AND e.team_id = d.team_id
    WHERE ${endpointId}::uuid IS NULL OR d.endpoint_id = ${endpointId}::uuid
    LIMIT 1`
  return row ?? null
}

export interface NumberedMessage {
  readonly id: string
  readonly number: number
  readonly eventType: string
}

/** Messages that went, or go, to an endpoint, by their numbers. */
export async function findMessagesByNumber(
  { teamId, endpointId }: { readonly teamId: string; readonly endpointId: string },
  numbers: readonly number[],
): Promise<readonly NumberedMessage[]> {
  return client().$queryRaw<NumberedMessage[]>`
    SELECT m.id, m.number::float8 AS number, m.event_type AS "eventType" FROM messages m
    WHERE m.team_id = ${teamId}::uuid AND m.number = ANY(${numbers.map(BigInt)}::int8[]) AND (
      EXISTS (SELECT 1 FROM deliveries d WHERE d.message_id = m.id AND d.team_id = m.team_id
        AND d.endpoint_id = ${endpointId}::uuid)
      OR EXISTS (SELECT 1 FROM delivery_history h WHERE h.message_id = m.id AND h.team_id = m.team_id
        AND h.endpoint_id = ${endpointId}::uuid))`
}
