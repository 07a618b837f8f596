import { announce, recordChange } from '../audit/record.ts'
import { authorize } from '../authz/authorize.ts'
import { findReplayTargets } from '../deliveries/preview-replay.ts'
import type { Context } from '../shared/context.ts'
import { DomainError } from '../shared/errors.ts'
import { uuidv7 } from '../shared/ids.ts'
import { guarded, inTransaction } from '../shared/transaction.ts'
import type { JobView, ReplayFilter } from './fields.ts'
import { findJob, insertJob } from './repo.ts'
import { jobName } from './start.ts'
import { jobView } from './view.ts'
import { wakeRunner } from './wake.ts'

export interface StartReplayJob {
  readonly filter: ReplayFilter
  /** the user behind an app's token, whose role the job keeps asking for */
  readonly userId?: string | null | undefined
}

/**
 * Starts a job that sends many deliveries again, one after the other, in the name of who asks. Which deliveries is settled
 * now: one for each message and endpoint. Throws `forbidden`, `invalid` (too many), `wrong_state` when none is meant.
 */
export async function startReplayJob(ctx: Context, { filter, userId }: StartReplayJob): Promise<JobView> {
  authorize(ctx, 'delivery:replay')
  const ids = await findReplayTargets(ctx, filter)
  if (ids.length === 0)
    throw new DomainError(
      'wrong_state',
      'No delivery matches that can be sent again, so there is nothing to do.',
    )
  const now = ctx.clock.now()
  const id = uuidv7(now.getTime())
  const kind = 'deliveries.replay'
  const recorded = await inTransaction(async (tx) => {
    await insertJob(tx, {
      id,
      teamId: ctx.teamId,
      kind,
      input: { change: null, filter: null, replay: filter, ids, userId: userId ?? null },
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
      fields: [
        { field: 'total', before: null, after: ids.length },
        ...Object.entries(filter).map(([field, after]) => ({ field, before: null, after })),
      ],
      version: null,
    })
  })
  announce(ctx, recorded)
  wakeRunner()
  const job = await guarded(() => findJob(ctx.teamId, id))
  if (!job) throw new Error('A job that was just stored is there.')
  return jobView(job)
}
