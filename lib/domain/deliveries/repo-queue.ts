import { queueQuery } from '../shared/transaction.ts'
import type { ClaimedDelivery } from './claim.ts'

/** Lets others take at once what is still ours. */
export async function releaseClaims(claims: readonly ClaimedDelivery[]): Promise<void> {
  const rows = claims.map(({ id, leasedUntil }) => ({ id, leased_until: leasedUntil }))
  await queueQuery(
    `UPDATE deliveries d SET leased_until = NULL
     FROM json_to_recordset($1::json) AS r(id uuid, leased_until timestamptz)
     WHERE d.id = r.id AND d.leased_until = r.leased_until`,
    [JSON.stringify(rows)],
  )
}

/** When the next delivery that is not due yet will be; null when none waits for a time. */
export async function findNextDue(now: Date): Promise<Date | null> {
  const [row] = await queueQuery<{ at: Date }>(
    `SELECT next_attempt_at AS at FROM deliveries WHERE state = 'pending' AND next_attempt_at > $1
     ORDER BY next_attempt_at LIMIT 1`,
    [now],
  )
  return row?.at ?? null
}

/** Clears away what finished deliveries left in the table and its indexes; not while somebody else does. */
export async function vacuumQueue(): Promise<void> {
  await queueQuery('VACUUM (SKIP_LOCKED, INDEX_CLEANUP ON, TRUNCATE OFF) deliveries', [])
}
