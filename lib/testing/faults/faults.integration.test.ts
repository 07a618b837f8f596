import { expect, test } from 'vitest'
import { useDatabase } from '../database.ts'
import { runFaults } from './run.ts'

useDatabase()

const seed = Math.floor(Math.random() * 2 ** 31)
const KILLS = 5
const PLACES = 3

test(`five workers are killed over 2,000 deliveries (seed ${seed}): each arrives, and few arrive twice`, {
  timeout: 120_000,
}, async () => {
  const report = await runFaults({
    messages: 500,
    endpoints: 4,
    workers: 2,
    kills: KILLS,
    seed,
    places: PLACES,
    leaseMs: 1_000,
    limitMs: 100_000,
  })
  expect(report).toMatchObject({ accepted: 2_000, arrived: 2_000, kills: KILLS, left: 0 })
  expect(report.finished).toEqual({ succeeded: 2_000 })
  // those that were under way in a worker that died, and no more
  expect(report.duplicates).toBeLessThanOrEqual(KILLS * PLACES)
})
