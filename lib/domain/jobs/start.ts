import { announce, recordChange } from '../audit/record.ts'
import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { DomainError } from '../shared/errors.ts'
import { uuidv7 } from '../shared/ids.ts'
import { guarded, inTransaction } from '../shared/transaction.ts'
import type { BulkChange, JobKind, JobView } from './fields.ts'
import { findJob, insertJob } from './repo.ts'
import { parseBulkEdit } from './schema.ts'
import { targetIds } from './targets.ts'
import { jobView, masked } from './view.ts'
import { wakeRunner } from './wake.ts'

export interface StartBulkJob {
  /** `ids` or `filter`, and `patch` or `events`; unparsed */
  readonly edit: unknown
  /** the user behind an app's token, whose role the job keeps asking for */
  readonly userId?: string | null | undefined
}

/**
 * Starts a job that changes many endpoints, one audited change each, in the name of who asks. Which endpoints is settled
 * now; each is judged when its turn comes. Throws `forbidden`, `invalid`, `wrong_state` when no endpoint is meant.
 */
export async function startBulkJob(ctx: Context, { edit, userId }: StartBulkJob): Promise<JobView> {
  authorize(ctx, 'endpoint:update')
  const { target, change } = parseBulkEdit(edit)
  const ids = await targetIds(ctx, target)
  if (ids.length === 0)
    throw new DomainError('wrong_state', 'No endpoint matches, so there is nothing to do.')
  const now = ctx.clock.now()
  const id = uuidv7(now.getTime())
  const kind: JobKind = 'patch' in change ? 'endpoints.patch' : 'endpoints.events'
  const recorded = await inTransaction(async (tx) => {
    await insertJob(tx, {
      id,
      teamId: ctx.teamId,
      kind,
      input: { change, filter: 'filter' in target ? target.filter : null, ids, userId: userId ?? null },
      total: ids.length,
      actorKind: ctx.actor.kind,
      actorId: ctx.actor.id,
      actorLabel: ctx.actor.label,
      permissions: [...ctx.actor.permissions],
      requestId: ctx.requestId,
      createdAt: now,
    })
    return recordChange(ctx, tx, {
      entity: { kind: 'job', id, name: jobName(kind, ids.length) },
      action: 'job.created',
      fields: [{ field: 'total', before: null, after: ids.length }, ...steps(change)],
      version: null,
    })
  })
  announce(ctx, recorded)
  wakeRunner()
  const job = await guarded(() => findJob(ctx.teamId, id))
  if (!job) throw new Error('A job that was just stored is there.')
  return jobView(job)
}

/** What the audit log calls a job. */
export function jobName(kind: JobKind, total: number): string {
  const [deed, one] = kind === 'deliveries.replay' ? ['Replay of', 'delivery'] : ['Change of', 'endpoint']
  const many = one === 'delivery' ? 'deliveries' : 'endpoints'
  return total === 1 ? `${deed} 1 ${one}` : `${deed} ${total.toLocaleString('en-US')} ${many}`
}

function steps(change: BulkChange) {
  const shown = masked(change)
  const done = 'patch' in shown ? shown.patch : shown.events
  return Object.entries(done).map(([field, after]) => ({
    field: 'patch' in shown ? field : `events.${field}`,
    before: null,
    after,
  }))
}
