import type { TestProject } from 'vitest/node'
import { startTestServer } from './database-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    databaseServer: { adminUrl: string; template: string }
  }
}

/** One database server for all integration tests of a run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { adminUrl, template, stop } = await startTestServer('vitest')
  project.provide('databaseServer', { adminUrl, template })
  return stop
}
