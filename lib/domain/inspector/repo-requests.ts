import { lowestIdAt } from '../shared/ids.ts'
import { client } from '../shared/transaction.ts'
import type { Verdict } from './verify-signature.ts'

export type HeaderPairs = readonly (readonly [name: string, value: string])[]

export interface RequestRow {
  readonly id: string
  readonly inboxId: string
  readonly teamId: string
  readonly method: string
  readonly path: string
  readonly bodyBytes: number
  readonly answerStatus: number
  readonly verdict: Verdict
  readonly endpointId: string | null
  readonly olderKey: boolean
  readonly signedAt: Date | null
  readonly receivedAt: Date
}

export interface WholeRequestRow extends RequestRow {
  readonly headers: HeaderPairs
  readonly body: string
}

const SUMMARY = {
  ...{ id: true, inboxId: true, teamId: true, method: true, path: true, bodyBytes: true, answerStatus: true },
  ...{ verdict: true, endpointId: true, olderKey: true, signedAt: true, receivedAt: true },
} as const

export async function insertRequest({ headers, ...row }: WholeRequestRow): Promise<void> {
  const pairs = headers.map(([name, value]) => [name, value])
  await client().inspectorRequest.create({ data: { ...row, headers: pairs }, select: { id: true } })
}

/** Leaves of an inbox the newest `keep` that came at `since` or later. */
export async function trimRequests(
  { teamId, inboxId }: Pick<RequestRow, 'teamId' | 'inboxId'>,
  { keep, since }: { readonly keep: number; readonly since: Date },
): Promise<void> {
  await client().$executeRaw`
    DELETE FROM inspector_requests WHERE team_id = ${teamId}::uuid AND inbox_id = ${inboxId}::uuid
      AND (received_at < ${since} OR id < (
        SELECT id FROM inspector_requests WHERE team_id = ${teamId}::uuid AND inbox_id = ${inboxId}::uuid
        ORDER BY id DESC OFFSET ${keep - 1} LIMIT 1))`
}

/** Of all teams: what came before a moment. */
export async function deleteRequestsBefore(before: Date): Promise<number> {
  const { count } = await client().inspectorRequest.deleteMany({ where: { receivedAt: { lt: before } } })
  return count
}

export async function deleteRequests(teamId: string, inboxId: string): Promise<number> {
  const { count } = await client().inspectorRequest.deleteMany({ where: { teamId, inboxId } })
  return count
}

export interface RequestFilter {
  readonly teamId: string
  readonly inboxId: string
  readonly since: Date
  /** only what came before this one */
  readonly beforeId?: string | undefined
  /** only what came after this one, oldest first */
  readonly afterId?: string | undefined
  readonly take: number
}

/** Newest first, or oldest first after `afterId`. */
export async function findRequests(filter: RequestFilter): Promise<RequestRow[]> {
  const { teamId, inboxId, since, beforeId, afterId, take } = filter
  const rows = await client().inspectorRequest.findMany({
    select: SUMMARY,
    where: {
      ...{ teamId, inboxId, receivedAt: { gte: since } },
      ...(beforeId ? { id: { lt: beforeId } } : {}),
      ...(afterId ? { id: { gt: afterId } } : {}),
    },
    orderBy: { id: afterId ? 'asc' : 'desc' },
    take,
  })
  return rows.map((row) => ({ ...row, verdict: row.verdict as Verdict }))
}

export async function findRequest(teamId: string, id: string, since: Date): Promise<WholeRequestRow | null> {
  const row = await client().inspectorRequest.findFirst({ where: { teamId, id, receivedAt: { gte: since } } })
  if (!row) return null
  return { ...row, verdict: row.verdict as Verdict, headers: row.headers as unknown as HeaderPairs }
}

/** Names and dialects of endpoints that are still there. */
export async function findEndpointFacts(
  teamId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { readonly name: string; readonly dialect: string }>> {
  if (ids.length === 0) return new Map()
  const rows = await client().endpoint.findMany({
    select: { id: true, name: true, dialect: true },
    where: { teamId, id: { in: [...new Set(ids)] } },
  })
  return new Map(rows.map(({ id, ...facts }) => [id, facts]))
}

/** An attempt is written down when it is answered, and begins before. */
const NEAR_MS = 15 * 60_000

/** Whether an attempt of ours, near a moment, had this very header. */
export async function wasSent(
  { teamId, endpointId }: { readonly teamId: string; readonly endpointId: string },
  [name, value]: readonly [string, string],
  near: Date,
): Promise<boolean> {
  const at = (ms: number) => lowestIdAt(new Date(near.getTime() + ms))
  const [row] = await client().$queryRaw<{ found: boolean }[]>`
    SELECT EXISTS (
      SELECT 1 FROM attempts WHERE team_id = ${teamId}::uuid AND endpoint_id = ${endpointId}::uuid
        AND id >= ${at(-NEAR_MS)}::uuid AND id < ${at(NEAR_MS)}::uuid
        AND request_headers ->> ${name}::text = ${value}::text) AS found`
  return row?.found ?? false
}
