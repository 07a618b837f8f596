import { queueQuery } from '../shared/transaction.ts'
import type { AttemptRecord, FinishedDelivery } from './claim.ts'

/** The columns that a delivery keeps when it moves on. */
export const KEPT_COLUMNS = 'id, team_id, endpoint_id, message_id, event_type'
const LAST = 'attempts, manual, last_code, last_error, last_attempt_at, created_at'

/** Moves deleted rows of `deliveries` that stand in `from` into the history. */
export function intoHistory(from: string, state: string, now: string): string {
  return `INSERT INTO delivery_history (${KEPT_COLUMNS}, state, ${LAST}, finished_at)
    SELECT ${KEPT_COLUMNS}, ${state}::"DeliveryState", ${LAST}, ${now} FROM ${from}`
}

type Cell = string | number | boolean | null
type OfDelivery = readonly [name: string, type: string, of: (finished: FinishedDelivery) => Cell]
type OfAttempt = readonly [name: string, type: string, of: (attempt: AttemptRecord) => Cell]

/** What is told of each. */
const DELIVERY: readonly OfDelivery[] = [
  ['id', 'uuid', ({ claim }) => claim.id],
  ['team_id', 'uuid', ({ claim }) => claim.teamId],
  ['endpoint_id', 'uuid', ({ claim }) => claim.endpointId],
  ['message_id', 'uuid', ({ claim }) => claim.messageId],
  ['event_type', 'text', ({ claim }) => claim.eventType],
  ['manual', 'bool', ({ claim }) => claim.manual],
  ['leased_until', 'timestamptz', ({ claim }) => claim.leasedUntil.toISOString()],
  ['state', 'text', ({ outcome }) => outcome.state],
  [
    'next_attempt_at',
    'timestamptz',
    ({ outcome }) => (outcome.state === 'retry' ? outcome.nextAttemptAt.toISOString() : null),
  ],
]
/** And, where there was one, of its attempt. */
const ATTEMPT: readonly OfAttempt[] = [
  ['attempt_id', 'uuid', ({ id }) => id],
  ['attempt', 'int', ({ attempt }) => attempt],
  ['succeeded', 'bool', ({ succeeded }) => succeeded],
  ['request_url', 'text', ({ requestUrl }) => requestUrl],
  ['request_headers', 'jsonb', ({ requestHeaders }) => JSON.stringify(requestHeaders)],
  ['request_body', 'text', ({ requestBody }) => requestBody],
  ['response_code', 'int', ({ responseCode }) => responseCode],
  ['response_headers', 'jsonb', ({ responseHeaders }) => responseHeaders && JSON.stringify(responseHeaders)],
  ['response_body', 'text', ({ responseBody }) => responseBody],
  ['error_code', 'text', ({ errorCode }) => errorCode],
  ['error_message', 'text', ({ errorMessage }) => errorMessage],
  ['duration_ms', 'int', ({ durationMs }) => durationMs],
  ['sent_at', 'timestamptz', ({ sentAt }) => sentAt.toISOString()],
]
const COLUMNS = [...DELIVERY, ...ATTEMPT]
/** An array for each column: a list of objects in JSON takes the database five times as long to read. */
const ROWS = `unnest(${COLUMNS.map(([, type], i) => `$${i + 2}::${type}[]`).join(', ')})
  AS r(${COLUMNS.map(([name]) => name).join(', ')})`

/**
 * One statement for many: the attempts are written, what is finished moves to the history, what is not waits for its next
 * time. A delivery whose lease went to somebody else is left to them, unless it arrived: then it is finished. One that
 * was sent by hand and arrived takes back the tries that were planned for the same message and endpoint.
 */
export async function saveFinished(finished: readonly FinishedDelivery[], now: Date): Promise<void> {
  await queueQuery(
    `WITH r AS MATERIALIZED (SELECT * FROM ${ROWS}),
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
     kept AS (${intoHistory('done', 'outcome', '$1::timestamptz')}),
     needless AS (
       DELETE FROM deliveries d USING r
       WHERE r.state = 'succeeded' AND r.manual AND d.team_id = r.team_id AND d.endpoint_id = r.endpoint_id
         AND d.message_id = r.message_id AND NOT d.manual AND d.id NOT IN (SELECT id FROM r)
         AND (d.leased_until IS NULL OR d.leased_until < now())
       RETURNING d.*)
     ${intoHistory('needless', "'cancelled'", '$1::timestamptz')}`,
    [now, ...toArrays(finished)],
  )
}

/** In the order of `COLUMNS`. */
function toArrays(finished: readonly FinishedDelivery[]): Cell[][] {
  const attempts = finished.map(({ outcome }) => ('attempt' in outcome ? outcome.attempt : null))
  return [
    ...DELIVERY.map(([, , of]) => finished.map(of)),
    ...ATTEMPT.map(([, , of]) => attempts.map((attempt) => attempt && of(attempt))),
  ]
}
