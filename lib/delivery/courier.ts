import { adapterOf } from '#lib/dialects/registry.ts'
import type { FinishedDelivery } from '#lib/domain/deliveries/claim.ts'
import type { Courier } from '#lib/domain/deliveries/courier.ts'
import { type AttemptServices, attemptDelivery } from './attempt.ts'

/** What verbs of the core send with at once: also to endpoints that are paused. */
export function makeCourier(
  services: AttemptServices,
  onFinished: (finished: readonly FinishedDelivery[]) => void = () => {},
): Courier {
  return {
    send: (claim) => attemptDelivery(services, claim, { evenPaused: true }),
    finished: (finished) => onFinished([finished]),
    sample: (dialect, eventType) => {
      const adapter = adapterOf(dialect)
      if (!adapter) throw new Error(`No dialect ${dialect}.`)
      const { data, metadata } = adapter.sampleMessage(eventType)
      return { payload: data, metadata }
    },
  }
}
