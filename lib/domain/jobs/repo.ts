import type { Job as Row } from '#lib/db/generated/client.ts'
import type { ApiKeyKind } from '../api-keys/caller.ts'
import type { Role } from '../authz/permissions.ts'
import { client, type Tx } from '../shared/transaction.ts'
import type { BulkChange, BulkFilter, JobFailure, JobKind, JobState, ReplayFilter } from './fields.ts'

/** What is stored of what to do. */
export interface JobInput {
  /** null for a replay */
  readonly change: BulkChange | null
  readonly filter: BulkFilter | null
  /** absent for a change of endpoints */
  readonly replay?: ReplayFilter
  /** in the order in which they are walked */
  readonly ids: readonly string[]
  /** the user behind an app's token: with that user's role it acts */
  readonly userId: string | null
}

export interface JobRow extends Omit<Row, 'kind' | 'input' | 'failures' | 'state'> {
  readonly kind: JobKind
  readonly state: JobState
  readonly input: JobInput
  readonly failures: readonly JobFailure[]
}

export async function insertJob(
  tx: Tx,
  row: Omit<
    JobRow,
    | 'state'
    | 'done'
    | 'changed'
    | 'failed'
    | 'failures'
    | 'cursor'
    | 'startedAt'
    | 'finishedAt'
    | 'leasedUntil'
  >,
): Promise<void> {
  await client(tx).job.create({
    data: { ...row, input: JSON.parse(JSON.stringify(row.input)) },
    select: { id: true },
  })
}

export async function findJob(teamId: string, id: string): Promise<JobRow | null> {
  const row = await client().job.findFirst({ where: { id, teamId } })
  return row && toJob(row)
}

/** Newest first. */
export async function findJobs(
  teamId: string,
  edge: { readonly beforeId?: string | undefined; readonly afterId?: string | undefined },
  take: number,
): Promise<JobRow[]> {
  const rows = await client().job.findMany({
    where: {
      teamId,
      ...(edge.beforeId ? { id: { lt: edge.beforeId } } : {}),
      ...(edge.afterId ? { id: { gt: edge.afterId } } : {}),
    },
    orderBy: { id: edge.afterId ? 'asc' : 'desc' },
    take,
  })
  return rows.map(toJob)
}

/** False when it is at an end already. */
export async function markCancelled(tx: Tx, teamId: string, id: string, now: Date): Promise<boolean> {
  const { count } = await client(tx).job.updateMany({
    where: { id, teamId, state: { in: ['pending', 'running'] } },
    data: { state: 'cancelled', finishedAt: now, leasedUntil: null },
  })
  return count === 1
}

/**
 * Takes the oldest job that nobody works on, of any team, for so many seconds of the database's time. Null when there
 * is none.
 */
export async function claimJob(now: Date, leaseSeconds: number): Promise<JobRow | null> {
  const rows = await client().$queryRaw<{ id: string; teamId: string }[]>`
    UPDATE jobs SET state = 'running', started_at = coalesce(started_at, ${now}),
      leased_until = now() + make_interval(secs => ${leaseSeconds})
    WHERE id = (
      SELECT id FROM jobs WHERE state IN ('pending', 'running') AND (leased_until IS NULL OR leased_until < now())
      ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, team_id AS "teamId"`
  const [claimed] = rows
  return claimed ? findJob(claimed.teamId, claimed.id) : null
}

/** What became of one endpoint. */
export interface Step {
  readonly id: string
  readonly changed: boolean
  readonly failure: JobFailure | null
}

/**
 * Writes down that one endpoint is finished, also in a job that was cancelled while it was at work, and holds the job
 * for longer. False when nobody shall go on: cancelled, gone, or another process is further.
 */
export async function saveStep(
  job: Pick<JobRow, 'teamId' | 'id' | 'cursor'>,
  step: Step,
  { leaseSeconds, failuresKept }: { readonly leaseSeconds: number; readonly failuresKept: number },
): Promise<boolean> {
  const failures = step.failure ? JSON.stringify([step.failure]) : '[]'
  const saved = await client().$queryRaw<{ state: JobState }[]>`
    UPDATE jobs SET done = done + 1, changed = changed + ${step.changed ? 1 : 0},
      failed = failed + ${step.failure ? 1 : 0}, cursor = ${step.id},
      failures = CASE WHEN jsonb_array_length(failures) < ${failuresKept} THEN failures || ${failures}::jsonb ELSE failures END,
      leased_until = CASE WHEN state = 'running' THEN now() + make_interval(secs => ${leaseSeconds}) END
    WHERE team_id = ${job.teamId}::uuid AND id = ${job.id}::uuid AND state IN ('running', 'cancelled')
      AND cursor IS NOT DISTINCT FROM ${job.cursor}
    RETURNING state`
  return saved[0]?.state === 'running'
}

export async function finishJob(
  job: Pick<JobRow, 'teamId' | 'id'>,
  state: 'done' | 'failed',
  now: Date,
  failure: JobFailure | null,
): Promise<boolean> {
  const failures = JSON.stringify(failure ? [failure] : [])
  const count = await client().$executeRaw`
    UPDATE jobs SET state = ${state}::"JobState", finished_at = ${now}, leased_until = NULL,
      failures = failures || ${failures}::jsonb
    WHERE team_id = ${job.teamId}::uuid AND id = ${job.id}::uuid AND state = 'running'`
  return count === 1
}

/** Lets another process take it at once. */
export async function giveBack(job: Pick<JobRow, 'teamId' | 'id'>): Promise<void> {
  await client().job.updateMany({
    where: { id: job.id, teamId: job.teamId, state: 'running' },
    data: { leasedUntil: null },
  })
}

export async function findRole(teamId: string, userId: string): Promise<Role | null> {
  const row = await client().membership.findUnique({
    where: { teamId_userId: { teamId, userId } },
    select: { role: true },
  })
  return row?.role ?? null
}

/** A key that is good at `now`, or null. */
export async function findGoodKey(
  teamId: string,
  id: string,
  now: Date,
): Promise<{ kind: ApiKeyKind; scopes: string[]; userId: string | null } | null> {
  return client().apiKey.findFirst({
    where: { id, teamId, revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
    select: { kind: true, scopes: true, userId: true },
  })
}

/** What an app may ask for, or null for one that was revoked. */
export async function findAppScopes(teamId: string, id: string): Promise<string[] | null> {
  const row = await client().oauthApp.findFirst({
    where: { id, teamId, revokedAt: null },
    select: { scopes: true },
  })
  return row?.scopes ?? null
}

function toJob(row: Row): JobRow {
  return {
    ...row,
    kind: row.kind as JobKind,
    input: row.input as unknown as JobInput,
    failures: row.failures as unknown as JobFailure[],
  }
}
