import { client, PLANNED_ANEW } from '../shared/transaction.ts'
import { type BrowseKeys, type BrowseNarrowing, matchingRows } from './repo-browse.ts'

/** A delivery that somebody wants sent again, and what it would come to. */
export interface ReplayTarget {
  readonly id: string
  readonly endpointId: string
  readonly eventType: string
  /** null when the endpoint was deleted */
  readonly active: boolean | null
  /** false when the message is stored no more */
  readonly isStored: boolean
}

/** The newest delivery of each message and endpoint that matches, newest first, `limit` at most. */
export async function findTargets(
  keys: BrowseKeys,
  narrowing: BrowseNarrowing,
  limit: number,
): Promise<ReplayTarget[]> {
  const { rows, values, param } = matchingRows(keys, narrowing)
  return client().$queryRawUnsafe<ReplayTarget[]>(
    `${PLANNED_ANEW}
     SELECT d.id, d.endpoint_id AS "endpointId", d.event_type AS "eventType", e.active,
       EXISTS (SELECT 1 FROM messages m WHERE m.id = d.message_id AND m.team_id = d.team_id) AS "isStored"
     FROM (
       SELECT * FROM (SELECT DISTINCT ON (message_id, endpoint_id) * FROM (${rows}) m
         ORDER BY message_id, endpoint_id, id DESC) o
       ORDER BY id DESC LIMIT ${param(limit, '::int')}) d
     LEFT JOIN endpoints e ON e.id = d.endpoint_id AND e.team_id = d.team_id
     ORDER BY d.id DESC`,
    ...values,
  )
}
