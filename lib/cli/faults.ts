import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { closeDb } from '#lib/db/client.ts'
import { startEmbeddedPostgres } from '#lib/db/embedded/start.ts'
import { migrate } from '#lib/db/migrate.ts'
import { randomHex } from '#lib/domain/shared/ids.ts'
import { publishEnv } from '#lib/env.ts'
import { runFaults } from '#lib/testing/faults/run.ts'
import { CliError } from './cli-error.mjs'
import { runCommand } from './command.ts'
import { say } from './progress.ts'

const ENDPOINTS = 10
const MOST_DUPLICATES = 0.01

/**
 * `npm run faults -- --deliveries 20000 --kills 20 --seed 7`: workers are killed and PostgreSQL is restarted twice while
 * deliveries go out. All of them have to arrive, and fewer than one in a hundred twice.
 */
await runCommand(async (lifetime) => {
  const { deliveries, kills, seed } = readOptions(process.argv.slice(2))
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'patchbay-faults-'))
  chmodSync(dataDir, 0o711)
  const server = await lifetime.acquire(startEmbeddedPostgres({ dataDir }), async (started) => {
    await closeDb()
    await started.stop()
    rmSync(dataDir, { recursive: true, force: true })
  })
  await migrate(server.url)
  publishEnv({
    DATABASE_URL: server.url,
    DATA_DIR: dataDir,
    PATCHBAY_MASTER_KEY: randomHex(32),
    LOG_LEVEL: 'fatal',
  })
  /** Patchbay starts it again by itself. */
  const end = (signal: NodeJS.Signals) => async () => {
    const [pid] = readFileSync(path.join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')
    say(`PostgreSQL gets ${signal}…`)
    process.kill(Number(pid), signal)
  }
  say(`${deliveries} deliveries, ${kills} kills, seed ${seed}…`)
  const report = await runFaults({
    messages: Math.ceil(deliveries / ENDPOINTS),
    endpoints: ENDPOINTS,
    workers: 3,
    kills,
    seed,
    places: 8,
    leaseMs: 10_000,
    // a clean restart, and one that looks like a crash
    databaseFaults: [end('SIGINT'), end('SIGQUIT')],
    limitMs: 15 * 60_000,
  })
  for (const [what, value] of Object.entries(report)) say(`${what}: ${JSON.stringify(value)}`)
  const isWhole = report.arrived === report.accepted && report.left === 0
  if (!isWhole) throw new CliError(`Deliveries were lost. Seed: ${seed}.`)
  if (report.duplicates >= report.accepted * MOST_DUPLICATES)
    throw new CliError(`Too many deliveries arrived twice. Seed: ${seed}.`)
  say(`All arrived; ${((100 * report.duplicates) / report.accepted).toFixed(2)} % of them twice.`)
})

function readOptions(args: string[]) {
  const { values } = parseArgs({
    args,
    options: { deliveries: { type: 'string' }, kills: { type: 'string' }, seed: { type: 'string' } },
  })
  const deliveries = Number(values.deliveries ?? 20_000)
  const kills = Number(values.kills ?? 20)
  const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
  if (![deliveries, kills, seed].every((value) => Number.isSafeInteger(value) && value >= 0))
    throw new CliError('Say whole numbers, as --deliveries 20000 --kills 20 --seed 7.')
  return { deliveries, kills, seed }
}
