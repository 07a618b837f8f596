import { publishMessage } from '#lib/domain/messages/publish.ts'
import type { Row } from '../kit/table.ts'
import { percentile, received, steadily } from './arrivals.ts'
import { makeBare } from './bare.ts'
import { type DeliverScene, DIALECT, EVENT, startSending } from './scene.ts'

const SECONDS = 10
const RATES = [50, 200]
/** Of the queues on PostgreSQL that publish their figures the best has 124 ms at 50/s, and 127 ms at 200/s. */
const AIM_MS = 50

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
    await received(scene, null)
    await steadily(rate, SECONDS, bare.post)
    const plain = await received(scene, rate * SECONDS)
    await steadily(rate, SECONDS, publish)
    const ours = await received(scene, rate * SECONDS)
    rows.push({
      what: `publish to receive at ${rate} messages/s`,
      baseline: `p95 ${AIM_MS} ms; bare undici post: ${words(plain)}`,
      measured: words(ours),
      ratio: percentile(ours, 0.95) / AIM_MS,
      target: { most: 1 },
    })
  }
  await stop()
  await bare.close()
  return rows
}

const words = (times: readonly number[]) =>
  `p50 ${percentile(times, 0.5).toFixed(1)} ms, p95 ${percentile(times, 0.95).toFixed(1)} ms, p99 ${percentile(times, 0.99).toFixed(1)} ms`
