import type { DeliveryState } from '../deliveries/delivery.ts'
import type { EndpointWithSecrets } from './fields.ts'
import type { DeliverySummary } from './get-with-summary.ts'
import type { EndpointRef } from './ref.ts'
import { findRow, type Row, select, toEndpoint } from './repo.ts'

type RowWithSummary = Row & {
  readonly deliveriesCount: number
  readonly lastState: DeliveryState | null
  readonly lastAt: Date
}

const OF_ENDPOINT = 'WHERE team_id = e.team_id AND endpoint_id = e.id'
const LAST = `SELECT id, state::text AS state, coalesce(last_attempt_at, created_at) AS "at"`

const SELECT_WITH_SUMMARY = select({
  columns: ', c.count AS "deliveriesCount", l.state AS "lastState", l."at" AS "lastAt"',
  joins: `
    CROSS JOIN LATERAL (SELECT ((SELECT count(*) FROM deliveries ${OF_ENDPOINT})
      + (SELECT count(*) FROM delivery_history ${OF_ENDPOINT}))::int AS count) c
    LEFT JOIN LATERAL (${LAST} FROM deliveries ${OF_ENDPOINT}
      UNION ALL ${LAST} FROM delivery_history ${OF_ENDPOINT}
      ORDER BY id DESC LIMIT 1) l ON true`,
})

/** An endpoint and its summary in one statement, for a read that every request of a wire makes. */
export async function findEndpointWithSummary(
  teamId: string,
  ref: EndpointRef,
  now: Date,
): Promise<{ endpoint: EndpointWithSecrets; summary: DeliverySummary } | null> {
  const found = await findRow<RowWithSummary>(SELECT_WITH_SUMMARY, { teamId, ref, now })
  if (!found) return null
  const { deliveriesCount: count, lastState, lastAt, ...row } = found
  const last = lastState === null ? null : { state: lastState, at: lastAt }
  return { endpoint: toEndpoint(row), summary: { count, last } }
}
