import type { FinishedDelivery } from '#lib/domain/deliveries/claim.ts'
import { type EndpointOutcome, gatherOutcomes } from '#lib/domain/failing-endpoints/outcomes.ts'
import type { WatchServices } from '#lib/domain/failing-endpoints/tell.ts'
import { noteOutcomes } from '#lib/domain/failing-endpoints/watch.ts'

/** So that an endpoint's attempts of a second cost one statement. */
const GATHER_MS = 1_000

export interface Watch {
  /** Takes note of what became of deliveries; returns at once. */
  note(finished: readonly FinishedDelivery[]): void
  /** Resolves when all that was noted is written down. */
  stop(): Promise<void>
}

/** Watches which endpoints do nothing but fail, for warnings and pauses. */
export function watchEndpoints(
  services: WatchServices & { readonly onError: (error: unknown) => void },
): Watch {
  const counts = (dialect: string) => services.profile(dialect)?.delivery.pausesFailing === true
  let gathered = new Map<string, EndpointOutcome>()
  let timer: NodeJS.Timeout | null = null
  let writing: Promise<void> = Promise.resolve()

  function write(): void {
    timer = null
    const outcomes = [...gathered.values()]
    gathered = new Map()
    // one after another: a success must not be overtaken by a failure from before it
    writing = writing.then(() => noteOutcomes(services, outcomes)).catch(services.onError)
  }

  return {
    note(finished) {
      gatherOutcomes(gathered, finished, counts)
      if (gathered.size > 0) timer ??= setTimeout(write, GATHER_MS).unref()
    },
    async stop() {
      if (timer) {
        clearTimeout(timer)
        write()
      }
      await writing
    },
  }
}
