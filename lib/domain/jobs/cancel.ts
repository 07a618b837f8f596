import { announce, recordChange } from '../audit/record.ts'
import { authorize } from '../authz/authorize.ts'
import type { Context } from '../shared/context.ts'
import { DomainError, notFound } from '../shared/errors.ts'
import { isUuid } from '../shared/ids.ts'
import { guarded, inTransaction } from '../shared/transaction.ts'
import { isFinished, type JobView, permissionFor } from './fields.ts'
import { findJob, markCancelled } from './repo.ts'
import { jobName } from './start.ts'
import { jobView } from './view.ts'

/**
 * Stops a job between two endpoints or deliveries; what it did stays done.
 * Throws `forbidden`, `not_found`, `wrong_state` for a job that is at an end.
 */
export async function cancelJob(ctx: Context, { id }: { readonly id: string }): Promise<JobView> {
  authorize(ctx, 'endpoint:read')
  const before = isUuid(id) ? await guarded(() => findJob(ctx.teamId, id)) : null
  if (!before) throw notFound('Job')
  authorize(ctx, permissionFor(before.kind))
  const change = await inTransaction(async (tx) => {
    const isOurs = !isFinished(before.state) && (await markCancelled(tx, ctx.teamId, id, ctx.clock.now()))
    if (!isOurs) throw new DomainError('wrong_state', 'This job has ended already.')
    return recordChange(ctx, tx, {
      entity: { kind: 'job', id, name: jobName(before.kind, before.total) },
      action: 'job.cancelled',
      fields: [{ field: 'state', before: before.state, after: 'cancelled' }],
      version: null,
    })
  })
  announce(ctx, change)
  const after = await guarded(() => findJob(ctx.teamId, id))
  if (!after) throw notFound('Job')
  return jobView(after)
}
