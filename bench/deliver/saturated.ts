import { setTimeout as delay } from 'node:timers/promises'
import { pool } from '#lib/db/client.ts'
import { publishMessages } from '#lib/domain/messages/publish.ts'
import type { TestContext } from '#lib/testing/factories.ts'
import { load, median } from '../kit/measure.ts'
import type { Row } from '../kit/table.ts'
import { makeBare } from './bare.ts'
import { fillHistory } from './history.ts'
import { type DeliverScene, DIALECT, EVENT, startSending } from './scene.ts'

const ENDPOINTS = 16
const PER_ENDPOINT = 8
const MESSAGES = 500
const DELIVERIES = MESSAGES * ENDPOINTS
const ROUNDS = 5

/**
 * A backlog of deliveries, sent as fast as the worker can, until all are written down; against a loop that does no more
 * than sign and post as many, with as many connections. Then the same beside a large finished history.
 */
export async function benchSaturated(scene: DeliverScene, historyRows: number): Promise<Row[]> {
  const ctx = await scene.team(ENDPOINTS)
  await round(scene, ctx)
  const empty = await rounds(scene, ctx)
  await fillHistory(ctx.teamId, historyRows)
  await round(scene, ctx)
  const full = await rounds(scene, ctx)
  const shareOf = (all: readonly Round[]) => median(all.map(({ ours, bare }) => ours / bare))
  const oursOf = (all: readonly Round[]) => median(all.map(({ ours }) => ours)).toFixed(0)
  const bareOf = (all: readonly Round[]) => median(all.map(({ bare }) => bare)).toFixed(0)
  const millions = `${historyRows / 1_000_000} million finished`
  return [
    {
      what: `saturated deliveries, ${ENDPOINTS} endpoints`,
      baseline: `bare undici sign and post: ${bareOf(empty)}/s`,
      measured: `${oursOf(empty)}/s`,
      ratio: shareOf(empty),
      target: { least: 0.5 },
    },
    {
      // each measured against the bare loop beside it, so that what else the machine does falls out
      what: `saturated deliveries, ${millions}`,
      baseline: `no history: ${oursOf(empty)}/s, ${shareOf(empty).toFixed(2)} of bare`,
      measured: `${oursOf(full)}/s, ${shareOf(full).toFixed(2)} of bare`,
      ratio: shareOf(full) / shareOf(empty),
      target: { least: 0.9 },
    },
  ]
}

interface Round {
  readonly ours: number
  readonly bare: number
}

async function rounds(scene: DeliverScene, ctx: TestContext): Promise<Round[]> {
  const all: Round[] = []
  for (let i = 0; i < ROUNDS; i++) all.push(await round(scene, ctx))
  return all
}

/** Deliveries per second of either side. */
async function round(scene: DeliverScene, ctx: TestContext): Promise<Round> {
  const bare = makeBare(scene.receiver.port, ENDPOINTS * PER_ENDPOINT)
  const { perSecond } = await load(DELIVERIES, ENDPOINTS * PER_ENDPOINT, bare.post)
  await bare.close()
  await publishMessages(
    ctx,
    Array.from({ length: MESSAGES }, (_, n) => ({
      dialect: DIALECT,
      eventType: EVENT,
      payload: { n, at: performance.timeOrigin + performance.now() },
    })),
  )
  await scene.received()
  const began = performance.now()
  const stop = startSending()
  while ((await unfinished(ctx.teamId)) > 0) await delay(20)
  const seconds = (performance.now() - began) / 1000
  await stop()
  const { count } = await scene.received()
  if (count !== DELIVERIES) throw new Error(`${count} of ${DELIVERIES} deliveries arrived.`)
  return { ours: DELIVERIES / seconds, bare: perSecond }
}

async function unfinished(teamId: string): Promise<number> {
  const { rows } = await pool().query<{ count: number }>(
    'SELECT count(*)::int AS count FROM (SELECT 1 FROM deliveries WHERE team_id = $1 LIMIT 1) AS found',
    [teamId],
  )
  return rows[0]?.count ?? 0
}
