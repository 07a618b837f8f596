import type { SealedKey } from '../endpoints/signing-keys.ts'
import { exactJson } from '../messages/exact-json.ts'
import type { JsonObject } from '../messages/message.ts'
import { queueQuery } from '../shared/transaction.ts'
import type { ClaimedDelivery, ClaimedEndpoint, ClaimedMessage } from './claim.ts'

/** What of an endpoint a claim may take. */
export interface Room {
  /** deliveries that are in our hands already: who has fewer comes first */
  readonly taken: number
  /** how many more may be */
  readonly room: number
}

export interface ClaimQuery {
  readonly now: Date
  readonly leaseMs: number
  /** at most so many at once */
  readonly limit: number
  /** and so many of an endpoint that is not told of in `rooms` */
  readonly perEndpoint: number
  readonly rooms: ReadonlyMap<string, Room>
  /** deliveries of each team that are in our hands already: who has fewer comes first */
  readonly teams: ReadonlyMap<string, number>
  /** the endpoint after which this look around begins */
  readonly after: string
}

export interface Claimed {
  readonly deliveries: readonly ClaimedDelivery[]
  /** where the next look around begins */
  readonly next: string
  /** the endpoints of all due deliveries were looked at */
  readonly sawAll: boolean
  /** something is due that was not taken, because its endpoint, or all, had no place */
  readonly isMore: boolean
  /** somebody else was faster with what was to be taken: look again */
  readonly isLate: boolean
}

export const FIRST_PLACE = '00000000-0000-0000-0000-000000000000'
/** Where fewer are due, nothing else is looked at. */
const FEW = 32
/** Endpoints that one claim looks at, whether anything of theirs is due or not. */
const RING_STEPS = 200
/** Where there are more endpoints than that: deliveries at the head of the whole queue whose endpoints it looks at, too. */
const HEAD = 500

const FREE = `(leased_until IS NULL OR leased_until < now())`

/**
 * What a claim tells of its rows `c`; `$1` is the time at which keys sign. A message and an endpoint are told once, with
 * the first row that is theirs: `number` and `dialect` are null in the others.
 */
const WITH_REQUEST = `
  c.id, c.team_id AS "teamId", c.endpoint_id AS "endpointId", c.message_id AS "messageId", c.event_type AS "eventType",
  c.attempts, c.manual, c.leased_until AS "leasedUntil",
  m.number::float8 AS number, m.payload::text AS payload, m.metadata::text AS metadata,
  m.occurred_at AS "occurredAt", pg_column_size(m.payload) AS size,
  e.dialect, e.url, e.active, e.tls_verification AS "tlsVerification", e.payload_version AS "payloadVersion", e.signing,
  e.headers, e.keys`

const FIRSTS = `
  SELECT *, CASE row_number() OVER (PARTITION BY message_id ORDER BY next_attempt_at, id) WHEN 1 THEN message_id END
      AS tells_message,
    CASE row_number() OVER (PARTITION BY endpoint_id ORDER BY next_attempt_at, id) WHEN 1 THEN endpoint_id END
      AS tells_endpoint
  FROM t`

const JOINS = `
  LEFT JOIN messages m ON m.id = c.tells_message AND m.team_id = c.team_id
  LEFT JOIN LATERAL (
    SELECT *, (SELECT coalesce(json_agg(json_build_object('id', s.id, 'sealed', encode(s.sealed, 'base64'),
        'keyId', s.key_id, 'expiresAt', s.expires_at) ORDER BY s.expires_at DESC NULLS FIRST, s.id DESC), '[]'::json)
      FROM endpoint_secrets s WHERE s.endpoint_id = o.id AND s.team_id = o.team_id AND s.revoked_at IS NULL
        AND (s.expires_at IS NULL OR s.expires_at > $1::timestamptz)) AS keys
    FROM endpoints o WHERE o.id = c.tells_endpoint AND o.team_id = c.team_id) e ON true`

/**
 * Takes deliveries that are due, for a while of the database's time. Each claim looks at the endpoints of all that waits,
 * or, where there are many, at the next ones in turn and those of the oldest due deliveries: a backlog of one endpoint,
 * however long, is passed over once its places are taken. Where few are due, only theirs are looked at. Among what was
 * found, teams take turns, and within a team its endpoints.
 */
export async function claimDeliveries(wanted: ClaimQuery): Promise<Claimed> {
  const rows = await queueQuery<ClaimRow>(
    // rows are found again by where they lie: an index would be asked twice more for each
    `WITH RECURSIVE few AS (
       SELECT endpoint_id FROM deliveries WHERE state = 'pending' AND next_attempt_at <= $1::timestamptz
       ORDER BY next_attempt_at, id LIMIT ${FEW}),
     ring AS (
       (SELECT endpoint_id, 1 AS step FROM deliveries WHERE state = 'pending' AND endpoint_id > $3::uuid
         AND (SELECT count(*) FROM few) = ${FEW} ORDER BY endpoint_id, next_attempt_at, id LIMIT 1)
       UNION ALL
       SELECT n.endpoint_id, r.step + 1 FROM ring r CROSS JOIN LATERAL (
         SELECT endpoint_id FROM deliveries WHERE state = 'pending' AND endpoint_id > r.endpoint_id
         ORDER BY endpoint_id, next_attempt_at, id LIMIT 1) n
       WHERE r.step < ${RING_STEPS}),
     around AS (
       SELECT (SELECT count(*) < ${FEW} FROM few) AS is_few,
         (SELECT endpoint_id FROM ring WHERE step = ${RING_STEPS}) AS next),
     head AS (
       SELECT endpoint_id FROM deliveries WHERE state = 'pending' AND next_attempt_at <= $1::timestamptz AND ${FREE}
         AND (SELECT next IS NOT NULL OR $3 <> '${FIRST_PLACE}' FROM around)
       ORDER BY next_attempt_at, id LIMIT ${HEAD}),
     places AS (
       SELECT endpoint_id, coalesce(($2::jsonb #>> ARRAY[endpoint_id::text, 'taken'])::int, 0) AS taken,
         coalesce(($2::jsonb #>> ARRAY[endpoint_id::text, 'room'])::int, $4::int) AS room
       FROM (SELECT endpoint_id FROM few UNION SELECT endpoint_id FROM ring UNION SELECT endpoint_id FROM head) p),
     found AS MATERIALIZED (
       SELECT q.*, row_number() OVER (PARTITION BY p.endpoint_id ORDER BY q.next_attempt_at, q.id) AS nth, p.taken, p.room
       FROM places p CROSS JOIN LATERAL (
         SELECT ctid AS at, id, team_id, next_attempt_at FROM deliveries
         WHERE state = 'pending' AND endpoint_id = p.endpoint_id AND next_attempt_at <= $1::timestamptz AND ${FREE}
         -- one more, to know whether there is one
         ORDER BY next_attempt_at, id LIMIT greatest(0, p.room) + 1) q),
     chosen AS (
       SELECT at FROM (
         SELECT at, next_attempt_at, id,
           row_number() OVER (PARTITION BY team_id ORDER BY taken + nth, next_attempt_at, id)
             + coalesce(($7::jsonb ->> team_id::text)::int, 0) AS turn
         FROM found WHERE nth <= room) f
       ORDER BY turn, next_attempt_at, id LIMIT $5::int),
     mine AS (
       SELECT t.at FROM chosen CROSS JOIN LATERAL (
         SELECT d.ctid AS at FROM deliveries d WHERE d.ctid = chosen.at AND d.state = 'pending'
           AND d.next_attempt_at <= $1::timestamptz AND ${FREE} FOR UPDATE OF d SKIP LOCKED) t),
     t AS (
       UPDATE deliveries d SET leased_until = now() + make_interval(secs => $6::float8 / 1000)
       FROM mine WHERE d.ctid = mine.at RETURNING d.*),
     c AS (${FIRSTS}),
     counts AS (
       SELECT next, is_few, (SELECT count(*)::int FROM found) AS found, (SELECT count(*)::int FROM chosen) AS chosen
       FROM around)
     SELECT counts.*, ${WITH_REQUEST} FROM counts LEFT JOIN c ON true ${JOINS}
     ORDER BY c.next_attempt_at, c.id`,
    [
      wanted.now,
      JSON.stringify(Object.fromEntries(wanted.rooms)),
      wanted.after,
      wanted.perEndpoint,
      wanted.limit,
      wanted.leaseMs,
      JSON.stringify(Object.fromEntries(wanted.teams)),
    ],
  )
  const deliveries = toClaimed(rows.filter((row): row is ClaimRow & DeliveryRow => row.id !== null))
  const { next, is_few, found, chosen } = rows[0] ?? { next: null, is_few: true, found: 0, chosen: 0 }
  return {
    deliveries,
    next: next ?? FIRST_PLACE,
    sawAll: is_few || (next === null && wanted.after === FIRST_PLACE),
    isMore: next !== null || found > deliveries.length,
    isLate: chosen > deliveries.length,
  }
}

/** Takes this one, whatever its time. Null when it is not there, or somebody else's for now. */
export async function claimOne(
  teamId: string,
  id: string,
  { now, leaseMs }: Pick<ClaimQuery, 'now' | 'leaseMs'>,
): Promise<ClaimedDelivery | null> {
  const rows = await queueQuery<DeliveryRow>(
    `WITH t AS (
       UPDATE deliveries SET leased_until = now() + make_interval(secs => $4::float8 / 1000)
       WHERE team_id = $2::uuid AND id = $3::uuid AND ${FREE} RETURNING *),
     c AS (${FIRSTS})
     SELECT ${WITH_REQUEST} FROM c ${JOINS}`,
    [now, teamId, id, leaseMs],
  )
  return toClaimed(rows)[0] ?? null
}

/** Columns of what stands in another row, or nowhere any more. */
type Untold<T> = { readonly [K in keyof T]: null }
type EndpointRow = Omit<ClaimedEndpoint, 'keys'> & {
  readonly keys: readonly (Omit<SealedKey, 'expiresAt'> & { readonly expiresAt: string | null })[]
}
/** `payload` and `metadata` as their texts */
type MessageRow = Omit<ClaimedMessage, 'payload' | 'metadata'> & {
  readonly [K in 'payload' | 'metadata']: string
}
type DeliveryRow = Omit<ClaimedDelivery, 'message' | 'endpoint'> &
  (MessageRow | Untold<MessageRow>) &
  (EndpointRow | Untold<EndpointRow>)

type ClaimRow = { readonly next: string | null; readonly is_few: boolean } & {
  readonly [K in 'found' | 'chosen']: number
} & (DeliveryRow | { readonly id: null })

/** In the order of the rows. */
function toClaimed(rows: readonly DeliveryRow[]): ClaimedDelivery[] {
  const messages = new Map<string, ClaimedMessage>()
  const endpoints = new Map<string, ClaimedEndpoint>()
  for (const row of rows) {
    if (row.number !== null) messages.set(row.messageId, toMessage(row))
    if (row.dialect !== null) endpoints.set(row.endpointId, toEndpoint(row))
  }
  return rows.map(({ id, teamId, endpointId, messageId, eventType, attempts, manual, leasedUntil }) => ({
    ...{ id, teamId, endpointId, messageId, eventType, attempts, manual, leasedUntil },
    message: messages.get(messageId) ?? null,
    endpoint: endpoints.get(endpointId) ?? null,
  }))
}

function toMessage({ number, payload, metadata, occurredAt, size }: MessageRow): ClaimedMessage {
  // a stored text is of an object
  const [data, about] = [exactJson(payload), exactJson(metadata)] as [JsonObject, JsonObject]
  return { number, payload: data, metadata: about, occurredAt, size }
}

function toEndpoint(row: EndpointRow): ClaimedEndpoint {
  const { dialect, url, active, tlsVerification, payloadVersion, signing, headers } = row
  const keys = row.keys.map((key) => ({
    ...key,
    expiresAt: key.expiresAt === null ? null : new Date(key.expiresAt),
  }))
  return { dialect, url, active, tlsVerification, payloadVersion, signing, headers, keys }
}
