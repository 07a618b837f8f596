import {
  BOOL,
  binaryArray,
  type ElementType,
  INT4,
  JSONB,
  TEXT,
  TIMESTAMPTZ,
  UUID,
} from '#lib/db/binary-array.ts'
import { queueQuery } from '../shared/transaction.ts'
import type { AttemptRecord, FinishedDelivery } from './claim.ts'

/** The columns that a delivery keeps when it moves on. */
const KEPT_COLUMNS = 'id, team_id, endpoint_id, message_id, event_type'
const LAST = 'attempts, manual, last_code, last_error, last_attempt_at, created_at'

/** Moves deleted rows of `deliveries` that stand in `from` into the history. */
export function intoHistory(from: string, state: string, now: string): string {
  return `INSERT INTO delivery_history (${KEPT_COLUMNS}, state, ${LAST}, finished_at)
    SELECT ${KEPT_COLUMNS}, ${state}::"DeliveryState", ${LAST}, ${now} FROM ${from}`
}

/** A column of what is told: its array, as a parameter. */
interface Column {
  readonly name: string
  readonly type: string
  readonly toArray: (finished: readonly FinishedDelivery[]) => Buffer
}

const column = <T>(
  name: string,
  type: ElementType<T>,
  of: (finished: FinishedDelivery) => T | null,
): Column => ({ name, type: type.sql, toArray: (finished) => binaryArray(type, finished.map(of)) })

/** Null where there was no attempt. */
const ofAttempt = <T>(name: string, type: ElementType<T>, of: (attempt: AttemptRecord) => T | null): Column =>
  column(name, type, ({ outcome }) => ('attempt' in outcome ? of(outcome.attempt) : null))

const COLUMNS: readonly Column[] = [
  column('id', UUID, ({ claim }) => claim.id),
  column('team_id', UUID, ({ claim }) => claim.teamId),
  column('endpoint_id', UUID, ({ claim }) => claim.endpointId),
  column('message_id', UUID, ({ claim }) => claim.messageId),
  column('event_type', TEXT, ({ claim }) => claim.eventType),
  column('manual', BOOL, ({ claim }) => claim.manual),
  column('leased_until', TIMESTAMPTZ, ({ claim }) => claim.leasedUntil),
  column('state', TEXT, ({ outcome }) => outcome.state),
  column('next_attempt_at', TIMESTAMPTZ, ({ outcome }) =>
    outcome.state === 'retry' ? outcome.nextAttemptAt : null,
  ),
  ofAttempt('attempt_id', UUID, ({ id }) => id),
  ofAttempt('attempt', INT4, ({ attempt }) => attempt),
  ofAttempt('succeeded', BOOL, ({ succeeded }) => succeeded),
  ofAttempt('request_url', TEXT, ({ requestUrl }) => requestUrl),
  ofAttempt('request_headers', JSONB, ({ requestHeaders }) => requestHeaders),
  ofAttempt('request_body', TEXT, ({ requestBody }) => requestBody),
  ofAttempt('response_code', INT4, ({ responseCode }) => responseCode),
  ofAttempt('response_headers', JSONB, ({ responseHeaders }) => responseHeaders),
  ofAttempt('response_body', TEXT, ({ responseBody }) => responseBody),
  ofAttempt('error_code', TEXT, ({ errorCode }) => errorCode),
  ofAttempt('error_message', TEXT, ({ errorMessage }) => errorMessage),
  ofAttempt('duration_ms', INT4, ({ durationMs }) => durationMs),
  ofAttempt('sent_at', TIMESTAMPTZ, ({ sentAt }) => sentAt),
]
const ROWS = `unnest(${COLUMNS.map(({ type }, i) => `$${i + 2}::${type}[]`).join(', ')})
  AS r(${COLUMNS.map(({ name }) => name).join(', ')})`

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
    [now, ...COLUMNS.map(({ toArray }) => toArray(finished))],
  )
}
