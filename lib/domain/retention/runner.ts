import { processSingleton } from '#lib/process-singleton.ts'
import { eraseOld, makePartitions, type Retained, type RetentionServices } from './retain.ts'

const EVERY_MS = 3_600_000

export interface RunnerServices extends RetentionServices {
  /** told of a run that took something away */
  readonly onErased: (retained: Retained) => void
  readonly onError: (error: unknown) => void
}

interface Running {
  readonly stop: () => Promise<void>
}

const running = () => processSingleton<{ now: Running | null }>('retention', () => ({ now: null }))

/**
 * Looks after the history in this process from now on, once an hour. Resolves when the partitions of these months are
 * there, so that what is written next goes into them.
 */
export async function startRetention(services: RunnerServices): Promise<void> {
  if (running().now) return
  await makePartitions(services).catch(services.onError)
  running().now ??= start(services)
}

/** Resolves when the batch under way is done. */
export async function stopRetention(): Promise<void> {
  const { now } = running()
  running().now = null
  await now?.stop()
}

function start(services: RunnerServices): Running {
  const ended = new AbortController()
  let work: Promise<void> | null = null

  async function run(): Promise<void> {
    try {
      await makePartitions(services)
      const retained = await eraseOld(services, ended.signal)
      if (retained && hasErased(retained)) services.onErased(retained)
    } catch (error) {
      services.onError(error)
    }
  }
  const begin = () => {
    work ??= run().finally(() => {
      work = null
    })
  }
  const timer = setInterval(begin, EVERY_MS)
  timer.unref()
  begin()
  return {
    async stop() {
      clearInterval(timer)
      ended.abort()
      await work
    },
  }
}

const hasErased = ({ dropped, deliveries, messages, attempts, keys }: Retained) =>
  dropped.length + deliveries + messages + attempts + keys > 0
