import { client } from '../shared/transaction.ts'
import type { HeaderMap } from './delivery.ts'

/** One attempt without what was sent and what came back. */
export interface AttemptSummaryRow {
  readonly id: string
  readonly attempt: number
  readonly succeeded: boolean
  readonly responseCode: number | null
  readonly errorCode: string | null
  readonly errorMessage: string | null
  readonly durationMs: number
  readonly sentAt: Date
}

export interface AttemptRow extends AttemptSummaryRow {
  readonly requestUrl: string
  readonly requestHeaders: HeaderMap
  readonly requestBody: string
  readonly responseHeaders: HeaderMap | null
  readonly responseBody: string | null
}

const SUMMARY = `id, attempt, succeeded, response_code AS "responseCode", error_code AS "errorCode",
  error_message AS "errorMessage", duration_ms AS "durationMs", sent_at AS "sentAt"`

/** In the order in which they were made. */
export async function findAttemptSummaries(
  teamId: string,
  deliveryId: string,
  limit: number,
): Promise<AttemptSummaryRow[]> {
  return client().$queryRawUnsafe<AttemptSummaryRow[]>(
    `SELECT ${SUMMARY} FROM attempts WHERE team_id = $1::uuid AND delivery_id = $2::uuid ORDER BY id LIMIT $3::int`,
    teamId,
    deliveryId,
    limit,
  )
}

const WHOLE = `${SUMMARY}, request_url AS "requestUrl", request_headers AS "requestHeaders",
  request_body AS "requestBody", response_headers AS "responseHeaders", response_body AS "responseBody"`

/** Whole, in the order in which they were made. */
export async function findWholeAttempts(
  teamId: string,
  deliveryId: string,
  limit: number,
): Promise<AttemptRow[]> {
  return client().$queryRawUnsafe<AttemptRow[]>(
    `SELECT ${WHOLE} FROM attempts WHERE team_id = $1::uuid AND delivery_id = $2::uuid ORDER BY id LIMIT $3::int`,
    teamId,
    deliveryId,
    limit,
  )
}

export async function findAttempt(
  teamId: string,
  deliveryId: string,
  id: string,
): Promise<AttemptRow | null> {
  const [row] = await client().$queryRawUnsafe<AttemptRow[]>(
    `SELECT ${WHOLE} FROM attempts WHERE team_id = $1::uuid AND delivery_id = $2::uuid AND id = $3::uuid`,
    teamId,
    deliveryId,
    id,
  )
  return row ?? null
}

export interface MessageFacts {
  readonly externalId: string | null
  readonly occurredAt: Date
  /** JSON, as it came */
  readonly payload: string
}

/** Null when it is stored no more. */
export async function findMessageFacts(teamId: string, id: string): Promise<MessageFacts | null> {
  const [row] = await client().$queryRaw<MessageFacts[]>`
    SELECT external_id AS "externalId", occurred_at AS "occurredAt", payload::text AS payload
    FROM messages WHERE team_id = ${teamId}::uuid AND id = ${id}::uuid`
  return row ?? null
}
