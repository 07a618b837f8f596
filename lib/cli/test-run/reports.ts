import { existsSync, readFileSync } from 'node:fs'
import { isContractTest, isIntegrationTest } from './suites.ts'

/** What a step found. `note` is shown beside a failure that has no output of its own. */
export type Outcome = { name: string; passed: number; failed: number; note?: string }

type VitestReport = {
  testResults: { name: string; status: string; assertionResults: { status: string }[] }[]
}
type PlaywrightReport = { stats: { expected: number; unexpected: number; flaky: number; skipped: number } }

/**
 * Reads vitest's JSON report: one outcome for each of its suites that was asked for. A file that does not load counts as
 * a failure, a skipped test too, and so does a suite without any test.
 */
export function readVitestReport(file: string, suites: readonly string[], exitCode: number): Outcome[] {
  if (!existsSync(file))
    return suites.map((name) => ({ name, passed: 0, failed: 1, note: 'it did not finish' }))
  const { testResults } = JSON.parse(readFileSync(file, 'utf8')) as VitestReport
  const outcomes = suites.map((name) => {
    const own = testResults.filter((result) => suiteOf(result.name) === name)
    const tests = own.flatMap((result) => result.assertionResults)
    const passed = tests.filter((test) => test.status === 'passed').length
    const broken = own.filter(
      (result) => result.status === 'failed' && result.assertionResults.length === 0,
    ).length
    return countEmpty({ name, passed, failed: tests.length - passed + broken })
  })
  const isExplained = exitCode === 0 || outcomes.some((outcome) => outcome.failed > 0)
  if (isExplained) return outcomes
  return [...outcomes, { name: 'vitest', passed: 0, failed: 1, note: `it ended with code ${exitCode}` }]
}

/** Reads Playwright's JSON report. A flaky or skipped test has not passed. */
export function readPlaywrightReport(file: string, exitCode: number): Outcome {
  const name = 'e2e'
  if (!existsSync(file)) return { name, passed: 0, failed: 1, note: 'it did not finish' }
  const { expected, unexpected, flaky, skipped } = (
    JSON.parse(readFileSync(file, 'utf8')) as PlaywrightReport
  ).stats
  const failed = unexpected + flaky + skipped
  if (exitCode !== 0 && failed === 0) {
    return { name, passed: expected, failed: 1, note: `it ended with code ${exitCode}` }
  }
  return countEmpty({ name, passed: expected, failed })
}

/** A step that is one test: it went well or not. */
export function single(name: string, isGood: boolean, note?: string): Outcome {
  return { name, passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, ...(note && { note }) }
}

function countEmpty(outcome: Outcome): Outcome {
  if (outcome.passed + outcome.failed > 0) return outcome
  return { ...outcome, failed: 1, note: 'there was no test in it' }
}

function suiteOf(file: string): string {
  if (isContractTest(file)) return 'contract'
  return isIntegrationTest(file) ? 'integration' : 'unit'
}
