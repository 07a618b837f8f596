import { closeDb } from '#lib/db/client.ts'
import { startEmbeddedPostgres } from '#lib/db/embedded/start.ts'
import { migrate } from '#lib/db/migrate.ts'
import { env } from '#lib/env.ts'
import { logger } from '#lib/observability/logger.ts'
import { holdMasterKey } from './hold-master-key.ts'
import type { Lifetime } from './lifetime.ts'
import { assertMasterKeyUsable } from './master-key-check.ts'
import { publishRuntime } from './process-env.ts'
import { say, step } from './progress.ts'

/**
 * Makes the database ready for this version: starts the embedded one, or takes the one of DATABASE_URL, applies
 * migrations, and publishes its address and the secrets that come from the master key. With the command, connections
 * end and the embedded one is stopped.
 * @throws Error, one sentence, when it cannot be reached, written or migrated
 */
export async function prepareDatabase(lifetime: Lifetime): Promise<void> {
  const url = await openDatabase(lifetime, (opened) => holdMasterKey(lifetime, opened))
  publishRuntime(url)
}

/**
 * The same, but publishes nothing and asks nothing of the master key but that it can be read: for who replaces it. The
 * step that is shown ends with `settle`. Answers the address.
 * @throws Error, one sentence
 */
export async function openDatabase(
  lifetime: Lifetime,
  settle: (url: string) => Promise<void> = async () => {},
): Promise<string> {
  assertMasterKeyUsable()
  const url = env().DATABASE_URL ?? (await startEmbedded(lifetime))
  await step('Preparing the database', async () => {
    await migrate(url, {
      onMigration: (name) => logger().debug({ migration: name }, 'Applying a migration'),
      onWarning: (sentence) => say(`Note: ${sentence}`),
    })
    await settle(url)
  })
  await lifetime.acquire(Promise.resolve(), closeDb)
  return url
}

async function startEmbedded(lifetime: Lifetime): Promise<string> {
  const log = (line: string) => logger().debug({ postgres: line }, 'PostgreSQL')
  const onLost = (reason: Error) =>
    logger().error({ err: reason }, 'PostgreSQL ended and does not start again')
  const starting = startEmbeddedPostgres({ dataDir: env().DATA_DIR, log, onLost })
  const server = await step('Starting PostgreSQL', () =>
    lifetime.acquire(starting, (started) => started.stop()),
  )
  return server.url
}
