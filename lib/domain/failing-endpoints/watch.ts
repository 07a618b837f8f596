import { updateEndpoint } from '../endpoints/update.ts'
import type { Context } from '../shared/context.ts'
import { isDomainError } from '../shared/errors.ts'
import { guarded } from '../shared/transaction.ts'
import { disabledNotice, failingNotice } from './notices.ts'
import type { EndpointOutcome } from './outcomes.ts'
import { addFailures, deleteStreaks, keepReason, markWarned, type StoredStreak } from './repo.ts'
import { judge, type Streak } from './streak.ts'
import { tell, type WatchServices } from './tell.ts'

/**
 * Writes down what attempts came to, and does what follows: a team is warned of an endpoint that does nothing but fail,
 * and later the endpoint is paused. Throws `unavailable`.
 */
export async function noteOutcomes(
  services: WatchServices,
  outcomes: readonly EndpointOutcome[],
): Promise<void> {
  const arrived = outcomes.filter(({ hasArrived }) => hasArrived).map(({ endpointId }) => endpointId)
  if (arrived.length > 0) await guarded(() => deleteStreaks(arrived))
  const failures = outcomes.flatMap(({ failed }) => failed ?? [])
  if (failures.length === 0) return
  for (const streak of await guarded(() => addFailures(failures))) {
    const verdict = judge(streak, streak.pauseAfterDays)
    if (verdict === 'warn') await warn(services, streak)
    if (verdict === 'pause')
      await pause(services, streak, { gone: false, label: 'Patchbay: every delivery failed' })
  }
}

async function warn(services: WatchServices, streak: StoredStreak): Promise<void> {
  const now = services.clock.now()
  if (!(await guarded(() => markWarned(streak, now)))) return
  services.notify({
    teamId: streak.teamId,
    entity: 'endpoint',
    entityId: streak.endpointId,
    action: 'endpoint.failing',
    fields: [],
    version: null,
    actorId: null,
    actorLabel: 'Patchbay',
  })
  await tell(services, streak, failingNotice(streak, now))
}

/**
 * Pauses an endpoint whose receiver said that it is gone for good. Nothing happens when the endpoint leads elsewhere by
 * now, or is no more. Throws `unavailable`.
 */
export async function pauseGone(
  services: WatchServices,
  gone: Pick<Streak, 'teamId' | 'endpointId' | 'url'> & { readonly at: Date },
): Promise<void> {
  const { at, ...of } = gone
  const streak = { ...of, firstFailedAt: at, lastFailedAt: at, failures: 1, lastCode: 410, lastError: null }
  await pause(services, streak, { gone: true, label: 'Patchbay: the receiver answered 410 Gone' })
}

/** An audited change by the system. */
async function pause(
  services: WatchServices,
  streak: Omit<Streak, 'warnedAt'>,
  { gone, label }: { readonly gone: boolean; readonly label: string },
): Promise<void> {
  const ctx: Context = {
    ...services,
    teamId: streak.teamId,
    actor: { kind: 'system', id: null, label, role: null, permissions: new Set(['endpoint:update']) },
    requestId: null,
  }
  try {
    const { change } = await updateEndpoint(ctx, {
      id: streak.endpointId,
      patch: (current: { readonly url: string }) => (current.url === streak.url ? { active: false } : {}),
    })
    if (!change) return
  } catch (error) {
    if (!isDomainError(error) || error.code === 'unavailable') throw error
    return
  }
  const stored = await guarded(() => keepReason(streak, { gone, now: services.clock.now() }))
  if (stored) await tell(services, stored, disabledNotice(stored, gone))
}
