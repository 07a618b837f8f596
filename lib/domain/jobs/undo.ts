import { changedBy } from '../audit/list.ts'
import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { DomainError, notFound } from '../shared/errors.ts'
import { isUuid } from '../shared/ids.ts'
import { guarded } from '../shared/transaction.ts'
import { type BulkChange, isFinished, type JobView } from './fields.ts'
import { findJob } from './repo.ts'
import { startBulkJob } from './start.ts'

/**
 * Starts the opposite of a job that set one switch, over exactly the endpoints that it changed: those that were so
 * already stay so. Throws `forbidden`, `not_found`, `wrong_state` for a job that is at work, that has no opposite, or
 * that changed nothing that is still there.
 */
export async function undoJob(ctx: Context, { id }: { readonly id: string }): Promise<JobView> {
  authorize(ctx, 'endpoint:update')
  const job = isUuid(id) ? await guarded(() => findJob(ctx.teamId, id)) : null
  if (!job) throw notFound('Job')
  if (!isFinished(job.state))
    throw new DomainError('wrong_state', 'This job is still at work. Stop it first.')
  const { change, ids } = job.input
  const set = change && switched(change)
  // what a job changes is recorded under the request that started it
  if (!set || job.requestId === null)
    throw new DomainError('wrong_state', 'What this job did cannot be undone at once.')
  const step = { field: set.field, after: set.value }
  const changed = await changedBy(ctx, job.requestId, { kind: 'endpoint', ids }, step)
  if (changed.length === 0) throw new DomainError('wrong_state', 'This job changed nothing that is still so.')
  return startBulkJob(ctx, { edit: { ids: changed, patch: { [set.field]: !set.value } } })
}

/** The one switch that a change sets: what it changed had the other value before. */
function switched(change: BulkChange): { readonly field: string; readonly value: boolean } | null {
  const [[field, value] = [], ...more] = 'patch' in change ? Object.entries(change.patch) : []
  const isSwitch = field === 'active' || field === 'tlsVerification'
  return isSwitch && typeof value === 'boolean' && more.length === 0 ? { field, value } : null
}
