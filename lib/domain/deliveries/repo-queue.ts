import { queueQuery } from '../shared/transaction.ts'
import type { ClaimedDelivery, ClaimedEndpoint, ClaimedMessage } from './claim.ts'

export interface ClaimQuery {
  readonly now: Date
  readonly leaseMs: number
  /** at most so many at once */
  readonly limit: number
  /** and so many of one endpoint, those included that are under way */
  readonly perEndpoint: number
  /** how many of the endpoint's places are taken */
  readonly busy: ReadonlyMap<string, number>
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
/** Endpoints that one claim looks at, whether anything of theirs is due or not. */
const RING_STEPS = 200
/** Deliveries at the head of the whole queue whose endpoints it looks at, too. */
const HEAD = 500

const FREE = `(leased_until IS NULL OR leased_until < now())`

/** What a claimed row is joined with; `c` is the row, `$1` the time at which keys sign. */
const WITH_REQUEST = `
  c.id, c.team_id AS "teamId", c.endpoint_id AS "endpointId", c.message_id AS "messageId", c.event_type AS "eventType",
  c.attempts, c.manual, c.leased_until AS "leasedUntil",
  m.number::float8 AS number, m.payload, m.metadata, m.occurred_at AS "occurredAt",
  e.dialect, e.url, e.active, e.tls_verification AS "tlsVerification", e.payload_version AS "payloadVersion", e.signing,
  e.headers, e.keys`

/** An endpoint and its keys are looked up once for all rows that are its own. */
const JOINS = `
  LEFT JOIN messages m ON m.id = c.message_id AND m.team_id = c.team_id
  LEFT JOIN LATERAL (
    SELECT *, (SELECT coalesce(json_agg(json_build_object('id', s.id, 'sealed', encode(s.sealed, 'base64'),
        'keyId', s.key_id, 'expiresAt', s.expires_at) ORDER BY s.expires_at DESC NULLS FIRST, s.id DESC), '[]'::json)
      FROM endpoint_secrets s WHERE s.endpoint_id = o.id AND s.team_id = o.team_id AND s.revoked_at IS NULL
        AND (s.expires_at IS NULL OR s.expires_at > $1::timestamptz)) AS keys
    FROM endpoints o WHERE o.id = c.endpoint_id AND o.team_id = c.team_id) e ON true`

/**
 * Takes deliveries that are due, for a while of the database's time. Each claim looks at the endpoints of the oldest due
 * deliveries, and at the next ones of all that wait, in turn: a backlog of one endpoint, however long, is passed over
 * once its places are taken. Where the oldest are all that is due, nothing else is looked at. Among what was found, teams
 * take turns, and within a team its endpoints.
 */
export async function claimDeliveries(wanted: ClaimQuery): Promise<Claimed> {
  const rows = await queueQuery<ClaimRow>(
    `WITH RECURSIVE head AS (
       SELECT endpoint_id FROM deliveries WHERE state = 'pending' AND next_attempt_at <= $1::timestamptz AND ${FREE}
       ORDER BY next_attempt_at, id LIMIT ${HEAD}),
     ring AS (
       (SELECT endpoint_id, 1 AS step FROM deliveries WHERE state = 'pending' AND endpoint_id > $3::uuid
         AND (SELECT count(*) FROM head) = ${HEAD} ORDER BY endpoint_id LIMIT 1)
       UNION ALL
       SELECT n.endpoint_id, r.step + 1 FROM ring r CROSS JOIN LATERAL (
         SELECT endpoint_id FROM deliveries WHERE state = 'pending' AND endpoint_id > r.endpoint_id
         ORDER BY endpoint_id LIMIT 1) n
       WHERE r.step < ${RING_STEPS}),
     places AS (
       SELECT endpoint_id, coalesce(($2::jsonb ->> endpoint_id::text)::int, 0) AS used
       FROM (SELECT endpoint_id FROM ring UNION SELECT endpoint_id FROM head) p),
     found AS (
       SELECT d.id, row_number() OVER (PARTITION BY d.team_id ORDER BY d.turn, d.next_attempt_at, d.id) AS team_turn,
         d.next_attempt_at
       FROM places p CROSS JOIN LATERAL (
         SELECT q.*, row_number() OVER (ORDER BY q.next_attempt_at, q.id) + p.used AS turn FROM (
           SELECT id, team_id, next_attempt_at FROM deliveries
           WHERE state = 'pending' AND endpoint_id = p.endpoint_id AND next_attempt_at <= $1::timestamptz AND ${FREE}
           ORDER BY next_attempt_at, id LIMIT greatest(0, $4::int - p.used)) q) d),
     chosen AS (SELECT id FROM found ORDER BY team_turn, next_attempt_at, id LIMIT $5::int),
     taken AS (
       SELECT t.id FROM chosen CROSS JOIN LATERAL (
         SELECT d.id FROM deliveries d WHERE d.id = chosen.id AND d.state = 'pending'
           AND d.next_attempt_at <= $1::timestamptz AND ${FREE} FOR UPDATE OF d SKIP LOCKED) t),
     c AS (
       UPDATE deliveries d SET leased_until = now() + make_interval(secs => $6::float8 / 1000)
       FROM taken t WHERE d.id = t.id RETURNING d.*),
     around AS (SELECT (SELECT endpoint_id FROM ring WHERE step = ${RING_STEPS}) AS next,
       (SELECT count(*)::int FROM head) AS due,
       (SELECT count(*)::int FROM chosen) AS chosen)
     SELECT around.*, ${WITH_REQUEST} FROM around LEFT JOIN c ON true ${JOINS}
     ORDER BY c.next_attempt_at, c.id`,
    [
      wanted.now,
      JSON.stringify(Object.fromEntries(wanted.busy)),
      wanted.after,
      wanted.perEndpoint,
      wanted.limit,
      wanted.leaseMs,
    ],
  )
  const deliveries = rows.flatMap((row) => (row.id === null ? [] : [toClaimed(row as FullRow)]))
  const { next, due, chosen } = rows[0] ?? { next: null, due: 0, chosen: 0 }
  return {
    deliveries,
    next: next ?? FIRST_PLACE,
    sawAll: due < HEAD,
    isMore: due > deliveries.length,
    isLate: chosen > deliveries.length,
  }
}

/** Takes this one, whatever its time. Null when it is not there, or somebody else's for now. */
export async function claimOne(
  teamId: string,
  id: string,
  { now, leaseMs }: Pick<ClaimQuery, 'now' | 'leaseMs'>,
): Promise<ClaimedDelivery | null> {
  const [row] = await queueQuery<FullRow>(
    `WITH c AS (
       UPDATE deliveries SET leased_until = now() + make_interval(secs => $4::float8 / 1000)
       WHERE team_id = $2::uuid AND id = $3::uuid AND ${FREE} RETURNING *)
     SELECT ${WITH_REQUEST} FROM c ${JOINS}`,
    [now, teamId, id, leaseMs],
  )
  return row ? toClaimed(row) : null
}

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

type FullRow = Omit<ClaimedDelivery, 'message' | 'endpoint'> &
  ({ [K in keyof ClaimedMessage]: ClaimedMessage[K] | null } & {
    [K in Exclude<keyof ClaimedEndpoint, 'keys'>]: ClaimedEndpoint[K] | null
  } & { readonly keys: readonly { id: string; sealed: string; keyId: string; expiresAt: string | null }[] })

type ClaimRow = { readonly next: string | null; readonly due: number; readonly chosen: number } & (
  | FullRow
  | { readonly id: null }
)

function toClaimed(row: FullRow): ClaimedDelivery {
  const { number, payload, metadata, occurredAt, keys, ...rest } = row
  const { dialect, url, active, tlsVerification, payloadVersion, signing, headers, ...delivery } = rest
  const { id, teamId, endpointId, messageId, eventType, attempts, manual, leasedUntil } = delivery
  return {
    ...{ id, teamId, endpointId, messageId, eventType, attempts, manual, leasedUntil },
    message:
      occurredAt === null
        ? null
        : { number: number ?? 0, payload: payload ?? {}, metadata: metadata ?? {}, occurredAt },
    endpoint:
      dialect === null
        ? null
        : {
            ...{ dialect, url: url ?? '', active: active ?? false, tlsVerification: tlsVerification ?? true },
            ...{ payloadVersion, signing: signing ?? true, headers: headers ?? {} },
            keys: keys.map((key) => ({
              ...key,
              expiresAt: key.expiresAt === null ? null : new Date(key.expiresAt),
            })),
          },
  }
}
