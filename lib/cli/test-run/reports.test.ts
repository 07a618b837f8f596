import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readPlaywrightReport, readVitestReport } from './reports.ts'
import { chooseSteps, STEPS } from './suites.ts'

function reportFile(content: unknown): string {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'patchbay-report-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  const file = path.join(dir, 'report.json')
  writeFileSync(file, JSON.stringify(content))
  return file
}

const vitestFile = (name: string, ...statuses: string[]) => ({
  name,
  status: statuses.includes('failed') ? 'failed' : 'passed',
  assertionResults: statuses.map((status) => ({ status })),
})
const vitestReport = (...testResults: object[]) => reportFile({ testResults })

describe('what vitest reports', () => {
  test('is counted for each suite', () => {
    const file = vitestReport(
      vitestFile('/x/a.test.ts', 'passed', 'passed', 'failed'),
      vitestFile('/x/b.integration.test.ts', 'passed'),
      vitestFile('/x/c.contract.test.ts', 'passed'),
    )
    expect(readVitestReport(file, ['unit', 'contract', 'integration'], 1)).toEqual([
      { name: 'unit', passed: 2, failed: 1 },
      { name: 'contract', passed: 1, failed: 0 },
      { name: 'integration', passed: 1, failed: 0 },
    ])
  })

  test('is a failure where a test was skipped, or a file did not load', () => {
    const file = vitestReport(vitestFile('/x/a.test.ts', 'passed', 'skipped', 'todo'), {
      ...vitestFile('/x/b.test.ts'),
      status: 'failed',
    })
    expect(readVitestReport(file, ['unit'], 1)).toEqual([{ name: 'unit', passed: 1, failed: 3 }])
  })

  test('is a failure where a suite has no test', () => {
    expect(readVitestReport(vitestReport(), ['contract'], 0)).toMatchObject([{ name: 'contract', failed: 1 }])
  })

  test('is a failure where it ended badly without saying why', () => {
    const file = vitestReport(vitestFile('/x/a.test.ts', 'passed'))
    expect(readVitestReport(file, ['unit'], 1)).toMatchObject([
      { passed: 1, failed: 0 },
      { name: 'vitest', failed: 1 },
    ])
    expect(readVitestReport('/missing.json', ['unit'], 137)).toMatchObject([
      { name: 'unit', passed: 0, failed: 1 },
    ])
  })
})

describe('what Playwright reports', () => {
  const stats = (expected: number, unexpected = 0, flaky = 0, skipped = 0) =>
    reportFile({ stats: { expected, unexpected, flaky, skipped } })

  test('is counted, and what is flaky or skipped has not passed', () => {
    expect(readPlaywrightReport(stats(5), 0)).toEqual({ name: 'e2e', passed: 5, failed: 0 })
    expect(readPlaywrightReport(stats(5, 1, 1, 1), 1)).toEqual({ name: 'e2e', passed: 5, failed: 3 })
  })

  test('is a failure without tests, without a report, or with a bad end', () => {
    expect(readPlaywrightReport(stats(0), 0).failed).toBe(1)
    expect(readPlaywrightReport('/missing.json', 0).failed).toBe(1)
    expect(readPlaywrightReport(stats(5), 1)).toMatchObject({ passed: 5, failed: 1 })
  })
})

describe('the steps', () => {
  test('are all of them without arguments', () => {
    expect([...chooseSteps([]).steps]).toEqual([...STEPS])
  })

  test('are those that are named; other words choose test files', () => {
    const { steps, filters } = chooseSteps(['e2e', 'sign-in'])
    expect([...steps]).toEqual(['e2e', 'build'])
    expect(filters).toEqual(['sign-in'])
  })
})
