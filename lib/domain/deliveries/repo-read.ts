import { client } from '../shared/transaction.ts'
import type { Attempt, Delivery, DeliveryState } from './delivery.ts'

/** Which deliveries of an endpoint; what is absent does not limit. */
export interface DeliveryFilter {
  readonly states?: readonly DeliveryState[] | undefined
  readonly eventType?: string | undefined
  /** made at that moment or later */
  readonly from?: Date | undefined
  /** made earlier than that */
  readonly before?: Date | undefined
}

interface Scope {
  readonly teamId: string
  readonly endpointId: string
}

interface Slice {
  readonly offset: number
  readonly limit: number
}

type Param = (value: unknown, cast?: string) => string

const SHARED = `id, endpoint_id AS "endpointId", message_id AS "messageId", event_type AS "eventType", state::text AS state,
  attempts, manual, last_code AS "lastCode", last_error AS "lastError", last_attempt_at AS "lastAttemptAt",
  created_at AS "createdAt"`

/** Unfinished deliveries and finished ones are tables of their own; a delivery is in one of them at any moment. */
function bothTables(where: string): string {
  return `SELECT ${SHARED}, next_attempt_at AS "nextAttemptAt", NULL::timestamptz AS "finishedAt"
      FROM deliveries WHERE ${where}
    UNION ALL
    SELECT ${SHARED}, NULL::timestamptz AS "nextAttemptAt", finished_at AS "finishedAt"
      FROM delivery_history WHERE ${where}`
}

/** With what the last attempt took; `team` is the parameter of the team. */
function withDuration(rows: string, team: string): string {
  return `SELECT d.*, a.duration_ms AS "lastDurationMs" FROM (${rows}) d
    LEFT JOIN LATERAL (SELECT duration_ms FROM attempts
      WHERE team_id = ${team} AND delivery_id = d.id ORDER BY id DESC LIMIT 1) a ON true
    ORDER BY d.id DESC`
}

/** Newest first. */
export async function findDeliveries(
  scope: Scope,
  filter: DeliveryFilter,
  { offset, limit }: Slice,
): Promise<Delivery[]> {
  const { values, param } = parameters()
  const { where, team } = conditions(scope, filter, param)
  const page = `LIMIT ${param(limit, '::int')} OFFSET ${param(offset, '::int')}`
  const rows = `${bothTables(where)} ORDER BY id DESC ${page}`
  return client().$queryRawUnsafe<Delivery[]>(withDuration(rows, team), ...values)
}

export async function countDeliveries(scope: Scope, filter: DeliveryFilter): Promise<number> {
  const { values, param } = parameters()
  const { where } = conditions(scope, filter, param)
  const [row] = await client().$queryRawUnsafe<{ count: number }[]>(
    `SELECT ((SELECT count(*) FROM deliveries WHERE ${where})
      + (SELECT count(*) FROM delivery_history WHERE ${where}))::int AS count`,
    ...values,
  )
  return row?.count ?? 0
}

export async function findDelivery(scope: Scope, id: string): Promise<Delivery | null> {
  const { values, param } = parameters()
  const { where, team } = conditions(scope, {}, param)
  const rows = bothTables(`${where} AND id = ${param(id, '::uuid')}`)
  const [row] = await client().$queryRawUnsafe<Delivery[]>(withDuration(rows, team), ...values)
  return row ?? null
}

const ATTEMPT = `SELECT id, number::int8 AS number, delivery_id AS "deliveryId", message_id AS "messageId",
  event_type AS "eventType", attempt, succeeded, request_url AS "requestUrl", request_headers AS "requestHeaders",
  request_body AS "requestBody", response_code AS "responseCode", response_headers AS "responseHeaders",
  response_body AS "responseBody", error_code AS "errorCode", error_message AS "errorMessage",
  duration_ms AS "durationMs", sent_at AS "sentAt", next_attempt_at AS "nextAttemptAt" FROM attempts`

type AttemptRow = Omit<Attempt, 'number'> & { readonly number: bigint }

const toAttempt = (row: AttemptRow): Attempt => ({ ...row, number: Number(row.number) })

/** The last one that was made; null before the first. */
export async function findLastAttempt(teamId: string, deliveryId: string): Promise<Attempt | null> {
  const [row] = await client().$queryRawUnsafe<AttemptRow[]>(
    `${ATTEMPT} WHERE team_id = $1::uuid AND delivery_id = $2::uuid ORDER BY id DESC LIMIT 1`,
    teamId,
    deliveryId,
  )
  return row ? toAttempt(row) : null
}

export interface AttemptSort {
  readonly by: 'created' | 'sent' | 'next'
  readonly order: 'asc' | 'desc'
}

const COLUMNS: Readonly<Record<AttemptSort['by'], string>> = {
  created: 'id',
  sent: 'sent_at',
  next: 'next_attempt_at',
}

/** Ties stand in the order in which they were made. */
export async function findAttempts(
  { teamId, endpointId }: Scope,
  { by, order }: AttemptSort,
  { offset, limit }: Slice,
): Promise<Attempt[]> {
  const direction = order === 'desc' ? 'DESC' : 'ASC'
  const ties = by === 'created' ? '' : `, id ${direction}`
  const rows = await client().$queryRawUnsafe<AttemptRow[]>(
    `${ATTEMPT} WHERE team_id = $1::uuid AND endpoint_id = $2::uuid
      ORDER BY ${COLUMNS[by]} ${direction}${ties} LIMIT $3::int OFFSET $4::int`,
    teamId,
    endpointId,
    limit,
    offset,
  )
  return rows.map(toAttempt)
}

export async function countAttempts({ teamId, endpointId }: Scope): Promise<number> {
  return client().attempt.count({ where: { teamId, endpointId } })
}

function parameters(): { readonly values: unknown[]; readonly param: Param } {
  const values: unknown[] = []
  return { values, param: (value, cast = '') => `$${values.push(value)}${cast}` }
}

function conditions(
  scope: Scope,
  filter: DeliveryFilter,
  param: Param,
): { readonly where: string; readonly team: string } {
  const team = param(scope.teamId, '::uuid')
  const parts = [`team_id = ${team}`, `endpoint_id = ${param(scope.endpointId, '::uuid')}`]
  if (filter.states) parts.push(`state = ANY(${param([...filter.states], '::"DeliveryState"[]')})`)
  if (filter.eventType !== undefined) parts.push(`event_type = ${param(filter.eventType)}`)
  if (filter.from) parts.push(`created_at >= ${param(filter.from, '::timestamptz')}`)
  if (filter.before) parts.push(`created_at < ${param(filter.before, '::timestamptz')}`)
  return { where: parts.join(' AND '), team }
}
