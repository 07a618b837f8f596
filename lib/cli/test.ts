import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { styleText } from 'node:util'
import { RUN_FOLDER_VARIABLE } from '#lib/testing/run-folder.ts'
import { buildApp } from './build-app.ts'
import { ensureChromium } from './chromium.ts'
import { root, runCommand } from './command.ts'
import { runLeakScan } from './test-run/leaks.ts'
import { type Outcome, readPlaywrightReport, readVitestReport, single } from './test-run/reports.ts'
import { chooseSteps, type Step, VITEST_SUITES } from './test-run/suites.ts'
import { runTool } from './test-run/tool.ts'

await runCommand(async (lifetime) => {
  const { steps, filters } = chooseSteps(process.argv.slice(2))
  const runFolder = mkdtempSync(path.join(os.tmpdir(), 'patchbay-test-run-'))
  process.once('exit', () => rmSync(runFolder, { recursive: true, force: true }))
  const logFolder = path.join(runFolder, 'logs')
  mkdirSync(logFolder)
  // all that is ever logged is looked at, not only what is wrong
  Object.assign(process.env, { [RUN_FOLDER_VARIABLE]: runFolder, LOG_LEVEL: 'debug' })

  const outcomes: Outcome[] = []
  const has = (step: Step) => steps.has(step)
  // what the compiler knows of styles and routes is written by the build
  if (has('types') && !existsSync('next-env.d.ts')) steps.add('build')
  const showFor = (name: string) => (line: string) => {
    process.stdout.write(`${styleText('dim', name.padEnd(7))} ${line}\n`)
  }
  const tool = (name: string, script: string, args: string[], env?: Record<string, string>) =>
    runTool({
      name,
      script,
      args,
      logFolder,
      signal: lifetime.signal,
      show: showFor(name),
      ...(env && { env }),
    })

  async function lint() {
    outcomes.push(single('lint', (await tool('lint', '@biomejs/biome/bin/biome', ['check', '.'])) === 0))
  }

  async function types() {
    outcomes.push(single('types', (await tool('types', 'typescript/bin/tsc', ['--noEmit'])) === 0))
  }

  async function vitest() {
    const suites = VITEST_SUITES.filter(has)
    if (suites.length === 0) return
    const report = path.join(runFolder, 'vitest.json')
    const projects = suites.flatMap((suite) => ['--project', suite])
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const code = await tool('vitest', 'vitest/vitest.mjs', ['run', ...filters, ...projects, ...reporters])
    outcomes.push(...readVitestReport(report, suites, code))
  }

  async function build(): Promise<boolean> {
    const show = showFor('build')
    try {
      show(await buildApp(root, { signal: lifetime.signal }))
      outcomes.push(single('build', true))
      return true
    } catch (error) {
      outcomes.push(single('build', false, error instanceof Error ? error.message : String(error)))
      return false
    }
  }

  async function e2e(isBuilt: boolean) {
    if (!isBuilt) return void outcomes.push(single('e2e', false, 'there is no build to test'))
    const report = path.join(runFolder, 'playwright.json')
    const code = await tool('e2e', 'playwright/cli.js', ['test', ...filters], {
      CHROMIUM_PATH: await ensureChromium(showFor('e2e')),
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    })
    outcomes.push(readPlaywrightReport(report, code))
  }

  const [isBuilt] = await Promise.all([has('build') && build(), has('lint') && lint()])
  await Promise.all([has('types') && types(), vitest()])
  if (has('e2e')) await e2e(isBuilt === true)
  if (has('leaks')) outcomes.push(runLeakScan(runFolder, showFor('leaks')))
  report(outcomes)
})

/** A line for each step that failed, and the sum as the last line. */
function report(outcomes: readonly Outcome[]): void {
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0)
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0)
  process.stdout.write('\n')
  for (const outcome of outcomes) {
    const mark = outcome.failed > 0 ? styleText('red', '✗') : styleText('green', '✓')
    const counts = `${outcome.passed} passed, ${outcome.failed} failed`
    process.stdout.write(`${mark} ${outcome.name}: ${counts}${outcome.note ? ` (${outcome.note})` : ''}\n`)
  }
  process.stdout.write(`${passed} passed, ${failed} failed\n`)
  process.exitCode = failed > 0 ? 1 : 0
}
