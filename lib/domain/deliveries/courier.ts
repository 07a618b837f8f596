import { processSingleton } from '#lib/process-singleton.ts'
import type { JsonObject } from '../messages/message.ts'
import { DomainError } from '../shared/errors.ts'
import type { ClaimedDelivery, FinishedDelivery } from './claim.ts'

/** What verbs that send at once need of those who can: the core knows neither dialects' encoders nor the network. */
export interface Courier {
  /** Sends a claimed delivery; null when it was stopped before an answer came. */
  readonly send: (claim: ClaimedDelivery) => Promise<FinishedDelivery | null>
  /** Told what became of it, once it is written down. */
  readonly finished: (finished: FinishedDelivery) => void
  /** Made-up content of an event type, for tests. */
  readonly sample: (
    dialect: string,
    eventType: string,
  ) => { readonly payload: JsonObject; readonly metadata: JsonObject }
}

const holder = () =>
  processSingleton<{ courier: Courier | null }>('delivery-courier', () => ({ courier: null }))

/** Called where the process is put together; null when it stops. */
export function provideCourier(courier: Courier | null): void {
  holder().courier = courier
}

/** Throws `unavailable` in a process that sends nothing. */
export function courier(): Courier {
  const { courier } = holder()
  if (!courier) throw new DomainError('unavailable', 'Nothing can be sent at the moment. Try again soon.')
  return courier
}
