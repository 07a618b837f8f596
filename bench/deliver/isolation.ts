import { setTimeout as delay } from 'node:timers/promises'
import { pool } from '#lib/db/client.ts'
import { createEndpoint } from '#lib/domain/endpoints/create.ts'
import { publishMessage } from '#lib/domain/messages/publish.ts'
import type { TestContext } from '#lib/testing/factories.ts'
import { median } from '../kit/measure.ts'
import type { Row } from '../kit/table.ts'
import { percentile, received, steadily } from './arrivals.ts'
import { type DeliverScene, DIALECT, EVENT, startSending } from './scene.ts'

const HEALTHY = 50
const PER_SECOND = 4
const SECONDS = 8
const ROUNDS = 3

/**
 * Fifty endpoints that answer, with and without one beside them that never does: how long their messages are on the way.
 */
export async function benchIsolation(scene: DeliverScene): Promise<Row[]> {
  const alone = await scene.team(HEALTHY)
  const beside = await scene.team(HEALTHY)
  await createEndpoint(beside, {
    dialect: DIALECT,
    fields: { name: 'Hangs', url: `http://bench.test:${scene.receiver.port}/hang`, events: [EVENT] },
  })
  const stop = startSending()
  await measure(scene, alone)
  const rounds: { alone: number; beside: number }[] = []
  for (let i = 0; i < ROUNDS; i++)
    rounds.push({ alone: await measure(scene, alone), beside: await measure(scene, beside) })
  await stop()
  // what the one that hangs still waits for
  await pool().query('DELETE FROM deliveries')
  const words = (side: 'alone' | 'beside') => `p95 ${median(rounds.map((r) => r[side])).toFixed(1)} ms`
  return [
    {
      what: `${HEALTHY} endpoints beside one that hangs, ${HEALTHY * PER_SECOND} deliveries/s`,
      baseline: `without it: ${words('alone')}`,
      measured: words('beside'),
      ratio: median(rounds.map((r) => r.beside / r.alone)),
      target: { most: 1.5 },
    },
  ]
}

/** The 95th percentile of the healthy endpoints, in milliseconds. */
async function measure(scene: DeliverScene, ctx: TestContext): Promise<number> {
  await scene.received()
  await steadily(PER_SECOND, SECONDS, (n) =>
    publishMessage(ctx, {
      dialect: DIALECT,
      eventType: EVENT,
      payload: { n, at: performance.timeOrigin + performance.now() },
    }),
  )
  const times = await received(scene, PER_SECOND * SECONDS * HEALTHY)
  await delay(100)
  return percentile(times, 0.95)
}
