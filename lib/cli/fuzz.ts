import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { scanForLeaks } from '#lib/testing/leak-scan.ts'
import { RUN_FOLDER_VARIABLE } from '#lib/testing/run-folder.ts'
import { CliError } from './cli-error.mjs'
import { runCommand } from './command.ts'
import { say } from './progress.ts'
import { runTool } from './test-run/tool.ts'

const DEFAULT_COUNT = 20_000
const TEST = 'lib/testing/fuzz/fuzz.integration.test.ts'

/** `npm run fuzz -- --count 50000 --seed 7`: made-up requests to every operation of every door, on a database of their own. */
await runCommand(async (lifetime) => {
  const { count, seed } = readOptions(process.argv.slice(2))
  const runFolder = mkdtempSync(path.join(os.tmpdir(), 'patchbay-fuzz-'))
  process.once('exit', () => rmSync(runFolder, { recursive: true, force: true }))
  const logFolder = path.join(runFolder, 'logs')
  mkdirSync(logFolder)
  say(`${count} requests with seed ${seed}…`)
  const code = await runTool({
    name: 'fuzz',
    script: 'vitest/vitest.mjs',
    args: ['run', '--project', 'integration', TEST],
    logFolder,
    signal: lifetime.signal,
    show: say,
    env: {
      [RUN_FOLDER_VARIABLE]: runFolder,
      PATCHBAY_FUZZ_COUNT: String(count),
      PATCHBAY_FUZZ_SEED: String(seed),
      LOG_LEVEL: 'warn',
    },
  })
  const { secrets, answers, leaks } = scanForLeaks(runFolder)
  for (const { kind, where, encoding } of leaks) say(`${kind} (${encoding}) in the ${where}`)
  say(`${secrets} secrets were looked for in ${answers} answers: ${leaks.length} leaks.`)
  if (code !== 0 || leaks.length > 0) throw new CliError(`The fuzzer found faults. Seed: ${seed}.`)
})

function readOptions(args: string[]): { readonly count: number; readonly seed: number } {
  const { values } = parseArgs({ args, options: { count: { type: 'string' }, seed: { type: 'string' } } })
  const count = Number(values.count ?? DEFAULT_COUNT)
  const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
  if (!Number.isSafeInteger(count) || count < 1 || !Number.isSafeInteger(seed) || seed < 0)
    throw new CliError('Say a count from 1 on and a seed from 0 on, as --count 20000 --seed 7.')
  return { count, seed }
}
