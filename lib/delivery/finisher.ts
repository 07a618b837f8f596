import { setTimeout as delay } from 'node:timers/promises'
import type { FinishedDelivery } from '#lib/domain/deliveries/claim.ts'
import { isDomainError } from '#lib/domain/shared/errors.ts'

/** Of one statement. */
const MAX_BATCH = 500
/** Of one statement, in characters of what is written down. */
const MAX_BATCH_LENGTH = 4 * 1024 * 1024
/** Between two statements: one of many costs hardly more than one of few. */
const GATHER_MS = 10
/** How long until a database that was away is asked again. */
const AGAIN_MS = 1_000

export interface FinisherOptions {
  readonly save: (finished: readonly FinishedDelivery[]) => Promise<void>
  readonly onError: (error: unknown) => void
}

export interface Finisher {
  /** Resolves when it is written down, or was given up. */
  add(finished: FinishedDelivery): Promise<void>
  /** From now on a database that is away is not asked again. */
  stop(): void
}

/** Writes what became of deliveries, many at once: while one statement runs, the next batch gathers. */
export function makeFinisher({ save, onError }: FinisherOptions): Finisher {
  let waiting: { readonly finished: FinishedDelivery; readonly done: () => void }[] = []
  let isRunning = false
  let isStopped = false

  const run = async () => {
    isRunning = true
    while (waiting.length > 0) {
      const batch = nextBatch(waiting.map(({ finished }) => finished))
      const taken = waiting.slice(0, batch.length)
      waiting = waiting.slice(batch.length)
      await saveAll(batch)
      for (const { done } of taken) done()
      if (waiting.length < MAX_BATCH) await delay(GATHER_MS)
    }
    isRunning = false
  }

  async function saveAll(batch: readonly FinishedDelivery[]): Promise<void> {
    for (;;) {
      try {
        return await save(batch)
      } catch (error) {
        onError(error)
        if (isDomainError(error) && error.code === 'unavailable') {
          // the lease runs out meanwhile: the worst that comes of waiting is a delivery that arrives twice
          if (isStopped) return
          await new Promise((resolve) => setTimeout(resolve, AGAIN_MS).unref())
          continue
        }
        // one that cannot be written must not keep the others
        if (batch.length > 1) for (const finished of batch) await saveAll([finished])
        return
      }
    }
  }

  return {
    add: (finished) =>
      new Promise((resolve) => {
        waiting.push({ finished, done: resolve })
        if (!isRunning) void run()
      }),
    stop: () => {
      isStopped = true
    },
  }
}

function nextBatch(waiting: readonly FinishedDelivery[]): readonly FinishedDelivery[] {
  let length = 0
  let count = 0
  for (const { outcome } of waiting.slice(0, MAX_BATCH)) {
    if ('attempt' in outcome)
      length += outcome.attempt.requestBody.length + (outcome.attempt.responseBody?.length ?? 0)
    if (count > 0 && length > MAX_BATCH_LENGTH) break
    count += 1
  }
  return waiting.slice(0, count)
}
