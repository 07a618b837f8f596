import { processSingleton } from '#lib/process-singleton.ts'
import { forgetExpiredKeys } from '../idempotency/keyed-answer.ts'
import { type RunnerServices, runOneJob } from './run.ts'
import { onWake } from './wake.ts'

/** Jobs at a time in one process, so that a long one does not hold up the other teams. */
const WORKERS = 3
/** A job that another process dropped is found this late. */
const POLL_MS = 5_000
const CLEAN_MS = 10 * 60_000

interface Running {
  readonly stop: () => Promise<void>
}

const running = () => processSingleton<{ now: Running | null }>('jobs', () => ({ now: null }))

/** Works on jobs in this process from now on. */
export function startJobs(options: RunnerServices): void {
  running().now ??= start(options)
}

/** Resolves when the endpoints that are being changed are finished. What is left of the jobs, others take over. */
export async function stopJobs(): Promise<void> {
  const { now } = running()
  running().now = null
  await now?.stop()
}

function start(services: RunnerServices): Running {
  const { onError } = services
  const ended = new AbortController()
  const wakes = new Set<() => void>()
  const unsubscribe = onWake(() => {
    for (const wake of wakes) wake()
  })

  /** Until somebody wakes, or the time is up. */
  const sleep = (ms: number) =>
    new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer)
        wakes.delete(done)
        resolve()
      }
      const timer = setTimeout(done, ms)
      timer.unref()
      wakes.add(done)
      if (ended.signal.aborted) done()
    })

  async function work(): Promise<void> {
    while (!ended.signal.aborted) {
      const found = await runOneJob(services, ended.signal).catch((error: unknown) => {
        onError(error)
        return false
      })
      if (!found) await sleep(POLL_MS)
    }
  }

  async function clean(): Promise<void> {
    while (!ended.signal.aborted) {
      await forgetExpiredKeys(services.clock.now()).catch(onError)
      const nextAt = Date.now() + CLEAN_MS
      while (!ended.signal.aborted && Date.now() < nextAt) await sleep(nextAt - Date.now())
    }
  }

  const workers = [...Array.from({ length: WORKERS }, work), clean()]
  return {
    async stop() {
      ended.abort()
      for (const wake of wakes) wake()
      unsubscribe()
      await Promise.all(workers)
    },
  }
}
