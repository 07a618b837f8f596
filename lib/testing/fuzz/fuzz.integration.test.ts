import { expect, test } from 'vitest'
import { doors } from '#lib/dialects/doors.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { runFuzz } from './run.ts'
import { fuzzTable, successByDoor } from './table.ts'

useDatabase()

const count = Number(process.env.PATCHBAY_FUZZ_COUNT ?? 1_000)
const seed = Number(process.env.PATCHBAY_FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31))
const HOURS = 4 * 60 * 60 * 1000

test(`${count} made-up requests (seed ${seed}): no 5xx, every refusal in its envelope, a fifth and more succeed`, {
  timeout: HOURS,
}, async () => {
  const report = await runFuzz({ doors, count, seed })
  // npm run fuzz shows it
  if (process.env.PATCHBAY_FUZZ_COUNT) process.stdout.write(`\n${fuzzTable(report)}\n`)
  expect(report.faults.join('\n\n')).toBe('')
  expect(report.requests).toBe(count)
  expect(report.succeeded / report.requests).toBeGreaterThanOrEqual(0.2)
  const shares = successByDoor(report)
  expect([...shares.keys()].sort()).toEqual(Object.keys(doors).sort())
  // each door was got into, and not one door often
  for (const [dialect, share] of shares) expect([dialect, share >= 0.2]).toEqual([dialect, true])
})
