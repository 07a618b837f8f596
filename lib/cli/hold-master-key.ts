import { keyring, loadKeyring } from '#lib/crypto/master-key.ts'
import { connectClient } from '#lib/db/connect.ts'
import { announceKey, rekeyingUnder } from '#lib/db/key-locks.ts'
import { env } from '#lib/env.ts'
import { logger } from '#lib/observability/logger.ts'
import { CliError } from './cli-error.mjs'
import type { Holder } from './lifetime.ts'
import { assertMasterKeyFits } from './master-key-check.ts'

/**
 * Lets the command work with the master key: it opens what the database holds, and `npm run rekey` knows of us for as
 * long as we run. Makes the key of a new installation.
 * @throws CliError, one sentence, when the key does not fit, or is being replaced at this moment
 */
export async function holdMasterKey(lifetime: Holder, databaseUrl: string): Promise<void> {
  await assertMasterKeyFits(databaseUrl)
  const mine = keyring().current.id
  const announced = announceKey(databaseUrl, mine, (error) =>
    logger().warn({ err: error }, 'A re-keying would not know of this process for now'),
  )
  await lifetime.acquire(announced, (connection) => connection.stop())
  // Who begins to re-key after this sees us. Who did before is seen here, or has left what the last check finds.
  await assertNotRekeyed(databaseUrl, mine)
  await assertMasterKeyFits(databaseUrl)
}

async function assertNotRekeyed(databaseUrl: string, mine: string): Promise<void> {
  const client = await connectClient(databaseUrl)
  const targets = await rekeyingUnder(client).finally(() => client.end())
  const another = targets.find((id) => id !== mine)
  if (another !== undefined) {
    throw new CliError(
      `All secrets are being sealed under another master key (${another}): start again with that key, when it is done.`,
    )
  }
  if (loadKeyring(env()).current.id !== mine)
    throw new CliError('The master key was replaced in this moment: start again.')
}
