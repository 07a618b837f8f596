import type { FinishedDelivery } from '../deliveries/claim.ts'
import type { Streak } from './streak.ts'

/** What attempts of one endpoint came to, put together. */
export interface EndpointOutcome {
  readonly endpointId: string
  readonly teamId: string
  /** one arrived; the failures are those after it */
  readonly hasArrived: boolean
  /** null when the last one arrived */
  readonly failed: Omit<Streak, 'warnedAt'> | null
}

/**
 * Adds attempts to what is in `all` by endpoint already, in their order, and answers it. What was sent by hand shows that an
 * endpoint answers, but its failure is no sign. `counts`: whether a dialect's endpoints are watched.
 */
export function gatherOutcomes(
  all: Map<string, EndpointOutcome>,
  finished: readonly FinishedDelivery[],
  counts: (dialect: string) => boolean,
): Map<string, EndpointOutcome> {
  for (const { claim, outcome } of finished) {
    if (!('attempt' in outcome) || !claim.endpoint || !counts(claim.endpoint.dialect)) continue
    const { teamId, endpointId, manual } = claim
    const known = all.get(endpointId)
    const of = { endpointId, teamId }
    if (outcome.attempt.succeeded) all.set(endpointId, { ...of, hasArrived: true, failed: null })
    else if (!manual) {
      const { sentAt, responseCode, errorMessage } = outcome.attempt
      const { url } = claim.endpoint
      const earlier = known?.failed?.url === url ? known.failed : null
      all.set(endpointId, {
        ...of,
        hasArrived: known?.hasArrived ?? false,
        failed: {
          ...of,
          url,
          firstFailedAt: earlier && earlier.firstFailedAt < sentAt ? earlier.firstFailedAt : sentAt,
          lastFailedAt: earlier && earlier.lastFailedAt > sentAt ? earlier.lastFailedAt : sentAt,
          failures: (earlier?.failures ?? 0) + 1,
          lastCode: responseCode,
          lastError: errorMessage,
        },
      })
    }
  }
  return all
}
