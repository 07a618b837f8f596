import { benchIsolation } from './deliver/isolation.ts'
import { benchLatency } from './deliver/latency.ts'
import { benchPublish } from './deliver/publish.ts'
import { benchSaturated } from './deliver/saturated.ts'
import { openDeliverScene } from './deliver/scene.ts'
import type { Row } from './kit/table.ts'

const MILLION = 1_000_000

/** Publishing and delivering, beside a history of ten million; `--one-million` is quicker. */
export async function benchDeliver(databaseUrl: string): Promise<Row[]> {
  const historyRows = process.argv.includes('--one-million') ? MILLION : 10 * MILLION
  const published = await benchPublish()
  const scene = await openDeliverScene()
  try {
    return [
      ...published,
      ...(await benchLatency(scene)),
      ...(await benchIsolation(scene)),
      ...(await benchSaturated(scene, { databaseUrl, historyRows })),
    ]
  } finally {
    await scene.stop()
  }
}
