import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { closeDb } from '#lib/db/client.ts'
import { startEmbeddedPostgres } from '#lib/db/embedded/start.ts'
import { migrate } from '#lib/db/migrate.ts'
import { randomHex } from '#lib/domain/shared/ids.ts'
import { publishEnv } from '#lib/env.ts'
import { formatTable, type Row, reaches } from '../../bench/kit/table.ts'
import { CliError } from './cli-error.mjs'
import { runCommand } from './command.ts'
import { say } from './progress.ts'

/** Each measures against a baseline in the same run; a database of its own, with fsync, is up. */
const benches: Readonly<Record<string, (databaseUrl: string) => Promise<Row[]>>> = {
  update: async (url) => (await import('../../bench/update-endpoint.ts')).benchUpdateEndpoint(url),
  http: async () => (await import('../../bench/patch-over-http.ts')).benchPatchOverHttp(),
  list: async () => (await import('../../bench/list-endpoints.ts')).benchListEndpoints(),
  deliver: async (url) => (await import('../../bench/deliver.ts')).benchDeliver(url),
  'first-load': async (url) => (await import('../../bench/first-load.ts')).benchFirstLoad(url),
}

await runCommand(async (lifetime) => {
  // a word chooses a bench, what begins with two dashes is for the bench itself
  const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'))
  const unknown = wanted.find((name) => !(name in benches))
  if (unknown)
    throw new CliError(`There is no bench ${unknown}. There are: ${Object.keys(benches).join(', ')}.`)

  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'patchbay-bench-'))
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
    LOG_LEVEL: 'warn',
  })

  const rows: Row[] = []
  for (const [name, bench] of Object.entries(benches)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue
    say(`Measuring ${name}…`)
    rows.push(...(await bench(server.url)))
  }
  say('')
  say(formatTable(rows))
  const missed = rows.filter((row) => !reaches(row)).length
  say(missed === 0 ? '\nAll targets are met.' : `\n${missed} of ${rows.length} targets are missed.`)
})
