import { setTimeout as delay } from 'node:timers/promises'
import { closeDb, pool } from '#lib/db/client.ts'
import { migrate } from '#lib/db/migrate.ts'
import { publishMessages } from '#lib/domain/messages/publish.ts'
import { publishEnv } from '#lib/env.ts'
import type { TestContext } from '#lib/testing/factories.ts'
import { load, median } from '../kit/measure.ts'
import type { Row } from '../kit/table.ts'
import { makeBare } from './bare.ts'
import { fillHistory } from './history.ts'
import { type DeliverScene, DIALECT, EVENT, startSending } from './scene.ts'

const ENDPOINTS = 16
const PER_ENDPOINT = 8
/** Published at once, so many times: a backlog that lasts for some seconds, so that beginning and end count for little. */
const MESSAGES = 500
const BATCHES = 3
const DELIVERIES = MESSAGES * BATCHES * ENDPOINTS
const ROUNDS = 5

/** A database, and the team in it that sends. */
interface World {
  readonly url: string
  readonly ctx: TestContext
}

/**
 * A backlog of deliveries, sent as fast as the worker can, until all are written down; against a loop that does no more
 * than sign and post as many, with as many connections. And the same in a second database that has a large finished
 * history: the three take turns, so that what else the machine does falls on all of them.
 */
export async function benchSaturated(
  scene: DeliverScene,
  { databaseUrl, historyRows }: { readonly databaseUrl: string; readonly historyRows: number },
): Promise<Row[]> {
  const empty = { url: databaseUrl, ctx: await scene.team(ENDPOINTS) }
  const full = await openWorldWithHistory(scene, databaseUrl, historyRows)
  const rounds: { bare: number; empty: number; full: number }[] = []
  await send(scene, empty)
  await send(scene, full)
  for (let i = 0; i < ROUNDS; i++)
    rounds.push({
      bare: await post(scene),
      // which of the two comes first changes too
      ...(i % 2 === 0
        ? { empty: await send(scene, empty), full: await send(scene, full) }
        : { full: await send(scene, full), empty: await send(scene, empty) }),
    })
  await enter(empty)
  const rate = (side: 'bare' | 'empty' | 'full') => `${median(rounds.map((r) => r[side])).toFixed(0)}/s`
  return [
    {
      what: `saturated deliveries, ${ENDPOINTS} endpoints`,
      baseline: `bare undici sign and post: ${rate('bare')}`,
      measured: rate('empty'),
      ratio: median(rounds.map((r) => r.empty / r.bare)),
      target: { least: 0.5 },
    },
    {
      what: `saturated deliveries, ${historyRows / 1_000_000} million finished`,
      baseline: `no history: ${rate('empty')}`,
      measured: rate('full'),
      ratio: median(rounds.map((r) => r.full / r.empty)),
      target: { least: 0.9 },
    },
  ]
}

/** From now on everything is done in that database. */
async function enter({ url }: Pick<World, 'url'>): Promise<void> {
  await closeDb()
  publishEnv({ DATABASE_URL: url })
}

async function openWorldWithHistory(
  scene: DeliverScene,
  databaseUrl: string,
  historyRows: number,
): Promise<World> {
  const url = new URL(databaseUrl)
  url.pathname = '/history'
  await pool().query('CREATE DATABASE history')
  await migrate(url.href)
  await enter({ url: url.href })
  const ctx = await scene.team(ENDPOINTS)
  await fillHistory(ctx.teamId, historyRows)
  return { url: url.href, ctx }
}

/** Posts per second of the bare loop. */
async function post(scene: DeliverScene): Promise<number> {
  const bare = makeBare(scene.receiver.port, ENDPOINTS * PER_ENDPOINT)
  const { perSecond } = await load(DELIVERIES, ENDPOINTS * PER_ENDPOINT, bare.post)
  await bare.close()
  return perSecond
}

/** Deliveries per second of the worker. */
async function send(scene: DeliverScene, world: World): Promise<number> {
  await enter(world)
  const { ctx } = world
  for (let batch = 0; batch < BATCHES; batch++)
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
  while (await hasUnfinished(ctx.teamId)) await delay(20)
  const seconds = (performance.now() - began) / 1000
  await stop()
  const { count } = await scene.received()
  if (count !== DELIVERIES) throw new Error(`${count} of ${DELIVERIES} deliveries arrived.`)
  return DELIVERIES / seconds
}

async function hasUnfinished(teamId: string): Promise<boolean> {
  const { rowCount } = await pool().query('SELECT 1 FROM deliveries WHERE team_id = $1 LIMIT 1', [teamId])
  return rowCount === 1
}
