import { appendFileSync, chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { connectClient } from '#lib/db/connect.ts'
import { startEmbeddedPostgres } from '#lib/db/embedded/start.ts'
import { migrate } from '#lib/db/migrate.ts'
import { runFolder } from './run-folder.ts'
import { traceSecrets } from './secret-trace.ts'

/** A server for tests; databases made through it are gone after `stop`. */
export type TestServer = { template: string; adminUrl: string; stop(): Promise<void> }

/** Nothing that a test writes has to outlive the machine's power. */
const FAST_FLAGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200']

/**
 * Starts a server of its own (or uses the one at TEST_DATABASE_URL, whose user must be allowed to create databases),
 * with one migrated database that the others are copied from.
 */
export async function startTestServer(name: string): Promise<TestServer> {
  const template = `patchbay_${name}_${process.pid}_template`
  const external = process.env.TEST_DATABASE_URL
  const server = external ? { url: external, stop: async () => {} } : await startOwnServer(name)
  const adminUrl = server.url
  await onServer(adminUrl, `CREATE DATABASE ${template}`)
  const templateUrl = withDatabase(adminUrl, template)
  await migrate(templateUrl)
  await traceSecrets(templateUrl)
  const prefix = template.replace(/template$/, '')
  return {
    template,
    adminUrl,
    async stop() {
      if (external) await dropDatabases(adminUrl, prefix)
      await server.stop()
    },
  }
}

/** A copy of the template, made on the first call for this name. */
export async function cloneDatabase(
  { adminUrl, template }: Pick<TestServer, 'adminUrl' | 'template'>,
  name: string,
): Promise<string> {
  const database = template.replace(/template$/, name)
  await onServer(adminUrl, `CREATE DATABASE ${database} TEMPLATE ${template} STRATEGY file_copy`).catch(
    (error) => {
      if (error.code !== '42P04') throw error
    },
  )
  return withDatabase(adminUrl, database)
}

let emptyDatabases = 0

/** A new database without any table. */
export async function createEmptyDatabase({
  adminUrl,
  template,
}: Pick<TestServer, 'adminUrl' | 'template'>): Promise<string> {
  const database = template.replace(/template$/, `empty_${process.pid}_${emptyDatabases++}`)
  await onServer(adminUrl, `CREATE DATABASE ${database} TEMPLATE template0`)
  return withDatabase(adminUrl, database)
}

async function startOwnServer(name: string): Promise<{ url: string; stop(): Promise<void> }> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'patchbay-test-'))
  // root runs the server as another user, who has to get to it
  chmodSync(dataDir, 0o711)
  const logs = runFolder('logs')
  const logFile = logs && path.join(logs, `postgres-${name}-${process.pid}.log`)
  const server = await startEmbeddedPostgres({
    dataDir,
    flags: FAST_FLAGS.flatMap((setting) => ['-c', setting]),
    ...(logFile && { log: (line: string) => appendFileSync(logFile, `${line}\n`) }),
  })
  return {
    url: server.url,
    async stop() {
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function dropDatabases(adminUrl: string, prefix: string): Promise<void> {
  const client = await connectClient(adminUrl)
  try {
    const { rows } = await client.query<{ datname: string }>(
      'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
      [prefix],
    )
    for (const { datname } of rows) await client.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`)
  } finally {
    await client.end()
  }
}

async function onServer(adminUrl: string, sql: string): Promise<void> {
  const client = await connectClient(adminUrl)
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

function withDatabase(url: string, database: string): string {
  const parsed = new URL(url)
  parsed.pathname = `/${database}`
  return parsed.href
}
