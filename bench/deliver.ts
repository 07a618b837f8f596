import { benchLatency } from './deliver/latency.ts'
import { benchPublish } from './deliver/publish.ts'
import { benchSaturated } from './deliver/saturated.ts'
import { openDeliverScene } from './deliver/scene.ts'
import type { Row } from './kit/table.ts'

const MILLION = 1_000_000

/** Publishing and delivering. `--ten-million` measures beside a history of ten million in place of one. */
export async function benchDeliver(): Promise<Row[]> {
  const historyRows = process.argv.includes('--ten-million') ? 10 * MILLION : MILLION
  const published = await benchPublish()
  const scene = await openDeliverScene()
  try {
    return [...published, ...(await benchLatency(scene)), ...(await benchSaturated(scene, historyRows))]
  } finally {
    await scene.stop()
  }
}
