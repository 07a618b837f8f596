import type { FinishedDelivery } from '#lib/domain/deliveries/claim.ts'
import { momentOfId } from '#lib/domain/shared/ids.ts'
import type { Metrics } from '#lib/observability/metrics.ts'

/** Counts what became of deliveries. */
export function measureFinished(
  metrics: Pick<Metrics, 'attempted' | 'finished'>,
  finished: readonly FinishedDelivery[],
): void {
  for (const { claim, outcome } of finished) {
    const dialect = claim.endpoint?.dialect ?? 'none'
    if ('attempt' in outcome) {
      const { attempt } = outcome
      const isFirst = attempt.attempt === 1 && !claim.manual
      metrics.attempted({
        dialect,
        status: attempt.responseCode,
        succeeded: attempt.succeeded,
        durationMs: attempt.durationMs,
        waitedMs: isFirst ? attempt.sentAt.getTime() - momentOfId(claim.id).getTime() : null,
      })
    }
    if (outcome.state !== 'retry' && outcome.state !== 'held') metrics.finished(dialect, outcome.state)
  }
}
