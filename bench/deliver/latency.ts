import { setTimeout as delay } from 'node:timers/promises'
import { publishMessage } from '#lib/domain/messages/publish.ts'
import type { Row } from '../kit/table.ts'
import { makeBare } from './bare.ts'
import { type DeliverScene, DIALECT, EVENT, startSending } from './scene.ts'

const SECONDS = 10
const RATES = [50, 200]

/** From the call that publishes to the receiver's last byte, at a steady rate; beside it a bare post at the same rate. */
export async function benchLatency(scene: DeliverScene): Promise<Row[]> {
  const teams = await Promise.all([1, 2, 3, 4].map(() => scene.team(1)))
  const stop = startSending()
  const bare = makeBare(scene.receiver.port, 64)
  const rows: Row[] = []
  const publish = (n: number) => {
    const ctx = teams[n % teams.length]
    if (!ctx) throw new Error('There are teams.')
    const at = performance.timeOrigin + performance.now()
    return publishMessage(ctx, { dialect: DIALECT, eventType: EVENT, payload: { n, at } })
  }
  await steadily(100, 2, publish)
  await steadily(100, 2, bare.post)
  for (const rate of RATES) {
    await arrived(scene, null)
    await steadily(rate, SECONDS, bare.post)
    const plain = await arrived(scene, rate * SECONDS)
    await steadily(rate, SECONDS, publish)
    const ours = await arrived(scene, rate * SECONDS)
    rows.push({
      what: `publish to receive at ${rate} messages/s (for comparison)`,
      baseline: `bare undici post: ${words(plain)}`,
      measured: words(ours),
      ratio: at(ours, 0.5) / at(plain, 0.5),
      target: { least: 0 },
    })
  }
  await stop()
  await bare.close()
  return rows
}

/** Starts `rate` calls a second, whether the earlier ones have ended or not. */
async function steadily(rate: number, seconds: number, call: (n: number) => Promise<unknown>): Promise<void> {
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
async function arrived(scene: DeliverScene, count: number | null): Promise<readonly number[]> {
  const times: number[] = []
  const deadline = performance.now() + 60_000
  do {
    await delay(200)
    times.push(...(await scene.received()).times)
    if (performance.now() > deadline) throw new Error(`${times.length} of ${count} messages arrived.`)
  } while (count !== null && times.length < count)
  return times.toSorted((a, b) => a - b)
}

const at = (times: readonly number[], share: number) => times[Math.floor(times.length * share)] ?? 0
const words = (times: readonly number[]) =>
  `p50 ${at(times, 0.5).toFixed(1)} ms, p95 ${at(times, 0.95).toFixed(1)} ms, p99 ${at(times, 0.99).toFixed(1)} ms`
