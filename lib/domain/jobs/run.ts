import { can } from '../authz/permissions.ts'
import { replayDelivery } from '../deliveries/replay.ts'
import { profileFor } from '../endpoints/edit.ts'
import type { EndpointWithSecrets } from '../endpoints/fields.ts'
import { updateEndpoint } from '../endpoints/update.ts'
import type { Actor, Context } from '../shared/context.ts'
import { isDomainError } from '../shared/errors.ts'
import { guarded } from '../shared/transaction.ts'
import { actorNow } from './actor-now.ts'
import { type JobFailure, permissionFor } from './fields.ts'
import { patchFor } from './patch-for.ts'
import { claimJob, finishJob, giveBack, type JobRow, saveStep } from './repo.ts'

/** What a runner has of the outside. */
export interface RunnerServices extends Pick<Context, 'clock' | 'profile' | 'notify'> {
  /** told of what failed in a way that nobody expected */
  readonly onError: (error: unknown) => void
}

const LEASE_SECONDS = 60
const FAILURES_KEPT = 100
/** Who started the job is looked up again before each, and the dashboard is told after each. */
const BATCH = 20

/**
 * Takes one job and works on it to its end: endpoint by endpoint through `updateEndpoint`, one audited change each, or
 * delivery by delivery through `replayDelivery`. It stops between two of them when the job is cancelled, when `signal`
 * aborts, or when who started it may not do this any more. What it was at when a process died is done again by the
 * next, which changes nothing twice, and sends at most one delivery twice.
 * False when there was no job. Throws `unavailable`; the lease then runs out, and the next process goes on.
 */
export async function runOneJob(services: RunnerServices, signal: AbortSignal): Promise<boolean> {
  const job = await guarded(() => claimJob(services.clock.now(), LEASE_SECONDS))
  if (!job) return false
  tell(services, job, 'job.progressed')
  let cursor = job.cursor
  let left = job.input.ids.filter((id) => cursor === null || id > cursor)
  while (left.length > 0) {
    const actor = await actorNow(job, services.clock.now())
    if (!actor || !can(actor, permissionFor(job.kind))) {
      const deed = job.kind === 'deliveries.replay' ? 'replay deliveries' : 'change endpoints'
      await end(services, job, 'failed', {
        id: null,
        code: 'forbidden',
        message: `${job.actorLabel} may not ${deed} here any more.`,
      })
      return true
    }
    const ctx: Context = { ...services, teamId: job.teamId, actor, requestId: job.requestId }
    for (const id of left.slice(0, BATCH)) {
      if (signal.aborted) {
        await guarded(() => giveBack(job))
        return true
      }
      const step = { id, ...(await doOne(ctx, job, id, services.onError)) }
      const rule = { leaseSeconds: LEASE_SECONDS, failuresKept: FAILURES_KEPT }
      if (!(await guarded(() => saveStep({ ...job, cursor }, step, rule)))) {
        tell(services, job, 'job.progressed')
        return true
      }
      cursor = id
    }
    left = left.slice(BATCH)
    if (left.length > 0) tell(services, job, 'job.progressed')
  }
  await end(services, job, 'done', null)
  return true
}

async function doOne(
  ctx: Context,
  job: JobRow,
  id: string,
  onError: RunnerServices['onError'],
): Promise<{ readonly changed: boolean; readonly failure: JobFailure | null }> {
  try {
    const wanted = job.input.change
    if (wanted === null) {
      await replayDelivery(ctx, { deliveryId: id })
      return { changed: true, failure: null }
    }
    const { change } = await updateEndpoint(ctx, {
      id,
      patch: (current: EndpointWithSecrets) => patchFor(wanted, current, profileFor(ctx, current.dialect)),
    })
    return { changed: change !== null, failure: null }
  } catch (error) {
    if (!isDomainError(error)) {
      // one that fails must not hold up all the others
      onError(error)
      const message = 'Something went wrong on our side.'
      return { changed: false, failure: { id, code: 'internal', message } }
    }
    if (error.code === 'unavailable') throw error
    const code = error.issues[0]?.code ?? error.code
    return { changed: false, failure: { id, code, message: error.message } }
  }
}

async function end(
  services: RunnerServices,
  job: JobRow,
  state: 'done' | 'failed',
  failure: JobFailure | null,
): Promise<void> {
  const isOurs = await guarded(() => finishJob(job, state, services.clock.now(), failure))
  if (isOurs) tell(services, job, 'job.finished')
}

/** For who watches the progress. The audit log has the job's beginning, and each change that it makes. */
function tell({ notify }: RunnerServices, job: JobRow, action: string): void {
  const actor: Pick<Actor, 'id' | 'label'> = { id: job.actorId, label: job.actorLabel }
  notify({
    teamId: job.teamId,
    entity: 'job',
    entityId: job.id,
    action,
    fields: [],
    version: null,
    actorId: actor.id,
    actorLabel: actor.label,
  })
}
