import { setTimeout as delay } from 'node:timers/promises'
import type { DeliverScene } from './scene.ts'

/** Starts `rate` calls a second, whether the earlier ones have ended or not. */
export async function steadily(
  rate: number,
  seconds: number,
  call: (n: number) => Promise<unknown>,
): Promise<void> {
  const began = performance.now()
  const calls: Promise<unknown>[] = []
  for (let n = 0; n < rate * seconds; n++) {
    const waitMs = began + (n * 1000) / rate - performance.now()
    if (waitMs > 0) await delay(waitMs)
    calls.push(call(n))
  }
  await Promise.all(calls)
}

/** The times of so many requests, sorted, when all have come; null takes what there is. */
export async function received(scene: DeliverScene, count: number | null): Promise<readonly number[]> {
  const times: number[] = []
  const deadline = performance.now() + 60_000
  do {
    await delay(200)
    times.push(...(await scene.received()).times)
    if (performance.now() > deadline) throw new Error(`${times.length} of ${count} messages arrived.`)
  } while (count !== null && times.length < count)
  return times.toSorted((a, b) => a - b)
}

export const percentile = (times: readonly number[], share: number) =>
  times[Math.floor(times.length * share)] ?? 0
