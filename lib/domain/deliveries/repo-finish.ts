import { queueQuery } from '../shared/transaction.ts'
import type { FinishedDelivery } from './claim.ts'

/** The columns that a delivery keeps when it moves on. */
export const KEPT_COLUMNS = 'id, team_id, endpoint_id, message_id, event_type'
const LAST = 'attempts, manual, last_code, last_error, last_attempt_at, created_at'

/** Moves deleted rows of `deliveries` that stand in `from` into the history. */
export function intoHistory(from: string, state: string, now: string): string {
  return `INSERT INTO delivery_history (${KEPT_COLUMNS}, state, ${LAST}, finished_at)
    SELECT ${KEPT_COLUMNS}, ${state}::"DeliveryState", ${LAST}, ${now} FROM ${from}`
}

/**
 * One statement for many: the attempts are written, what is finished moves to the history, what is not waits for its next
 * time. A delivery whose lease went to somebody else is left to them, unless it arrived: then it is finished. One that
 * was sent by hand and arrived takes back the tries that were planned for the same message and endpoint.
 */
export async function saveFinished(finished: readonly FinishedDelivery[], now: Date): Promise<void> {
  await queueQuery(
    // one flat list: a join of two that came as JSON would compare each row with each
    `WITH r AS MATERIALIZED (
       SELECT * FROM json_to_recordset($1::json) AS r(id uuid, team_id uuid, endpoint_id uuid, message_id uuid,
         event_type text, manual bool, leased_until timestamptz, state text, next_attempt_at timestamptz,
         attempt_id uuid, attempt int, succeeded bool, request_url text, request_headers jsonb, request_body text,
         response_code int, response_headers jsonb, response_body text, error_code text, error_message text,
         duration_ms int, sent_at timestamptz)),
     written AS (
       INSERT INTO attempts (id, team_id, endpoint_id, delivery_id, message_id, event_type, attempt, succeeded,
         request_url, request_headers, request_body, response_code, response_headers, response_body, error_code,
         error_message, duration_ms, sent_at, next_attempt_at)
       SELECT attempt_id, team_id, endpoint_id, id, message_id, event_type, attempt, succeeded, request_url,
         request_headers, request_body, response_code, response_headers, response_body, error_code, error_message,
         duration_ms, sent_at, next_attempt_at FROM r WHERE attempt_id IS NOT NULL),
     waiting AS (
       UPDATE deliveries d SET leased_until = NULL, state = (CASE r.state WHEN 'held' THEN 'held' ELSE 'pending' END)::"DeliveryState",
         attempts = coalesce(r.attempt, d.attempts), next_attempt_at = coalesce(r.next_attempt_at, d.next_attempt_at),
         last_code = CASE WHEN r.attempt IS NULL THEN d.last_code ELSE r.response_code END,
         last_error = CASE WHEN r.attempt IS NULL THEN d.last_error ELSE r.error_message END,
         last_attempt_at = coalesce(r.sent_at, d.last_attempt_at)
       FROM r WHERE d.id = r.id AND d.team_id = r.team_id AND r.state IN ('retry', 'held')
         AND d.leased_until = r.leased_until),
     done AS (
       DELETE FROM deliveries d USING r
       WHERE d.id = r.id AND d.team_id = r.team_id AND r.state IN ('succeeded', 'failed', 'cancelled')
         AND (r.state = 'succeeded' OR d.leased_until = r.leased_until)
       RETURNING d.id, d.team_id, d.endpoint_id, d.message_id, d.event_type, d.manual, d.created_at, r.state AS outcome,
         coalesce(r.attempt, d.attempts) AS attempts,
         CASE WHEN r.attempt IS NULL THEN d.last_code ELSE r.response_code END AS last_code,
         CASE WHEN r.attempt IS NULL THEN d.last_error ELSE r.error_message END AS last_error,
         coalesce(r.sent_at, d.last_attempt_at) AS last_attempt_at),
     kept AS (${intoHistory('done', 'outcome', '$2::timestamptz')}),
     needless AS (
       DELETE FROM deliveries d USING r
       WHERE r.state = 'succeeded' AND r.manual AND d.team_id = r.team_id AND d.endpoint_id = r.endpoint_id
         AND d.message_id = r.message_id AND NOT d.manual AND d.id NOT IN (SELECT id FROM r)
         AND (d.leased_until IS NULL OR d.leased_until < now())
       RETURNING d.*)
     ${intoHistory('needless', "'cancelled'", '$2::timestamptz')}`,
    [JSON.stringify(finished.map(toRow)), now],
  )
}

function toRow({ claim, outcome }: FinishedDelivery) {
  const { id, teamId, endpointId, messageId, eventType, manual, leasedUntil } = claim
  const attempt = 'attempt' in outcome ? outcome.attempt : null
  return {
    id,
    team_id: teamId,
    endpoint_id: endpointId,
    message_id: messageId,
    event_type: eventType,
    manual,
    leased_until: leasedUntil,
    state: outcome.state,
    next_attempt_at: outcome.state === 'retry' ? outcome.nextAttemptAt : null,
    ...(attempt && {
      attempt_id: attempt.id,
      attempt: attempt.attempt,
      succeeded: attempt.succeeded,
      request_url: attempt.requestUrl,
      request_headers: attempt.requestHeaders,
      request_body: attempt.requestBody,
      response_code: attempt.responseCode,
      response_headers: attempt.responseHeaders,
      response_body: attempt.responseBody,
      error_code: attempt.errorCode,
      error_message: attempt.errorMessage,
      duration_ms: attempt.durationMs,
      sent_at: attempt.sentAt,
    }),
  }
}
