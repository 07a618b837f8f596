import { existsSync } from 'node:fs'
import { type KeySettings, keyring, loadKeyring, masterKeyFile } from '#lib/crypto/master-key.ts'
import { connectClient } from '#lib/db/connect.ts'
import { env } from '#lib/env.ts'
import { CliError } from './cli-error.mjs'

/**
 * Fails when a usable master key is at hand neither in the environment nor in the data folder. One that does not
 * exist yet is not made here.
 * @throws Error, one sentence
 */
export function assertMasterKeyUsable(): void {
  if (hasMasterKey(env())) keyring()
}

/**
 * Fails when the database holds secrets that none of our keys sealed; a wrong or a new key could never open them.
 * Makes the key of a new installation.
 * @throws CliError saying which key is missing
 */
export async function assertMasterKeyFits(databaseUrl: string, settings: KeySettings = env()): Promise<void> {
  const hadKey = hasMasterKey(settings)
  const used = await keyIdsIn(databaseUrl)
  const file = masterKeyFile(settings.DATA_DIR)
  if (!hadKey && used.length > 0) {
    throw new CliError(
      `The database holds secrets, but their master key is gone: put the backup of ${file} in its place, or set ` +
        'PATCHBAY_MASTER_KEY.',
    )
  }
  const { current, older } = loadKeyring(settings)
  const known = [current, ...older].map((key) => key.id)
  const missing = used.filter((id) => !known.includes(id))
  if (missing.length > 0) {
    throw new CliError(
      `The database holds secrets of another master key (${missing.join(', ')}): set PATCHBAY_MASTER_KEY to that ` +
        'key, or add it to PATCHBAY_OLD_MASTER_KEYS.',
    )
  }
}

/** Whether there is a key, in the environment or in the data folder. */
export function hasMasterKey({ DATA_DIR, PATCHBAY_MASTER_KEY }: KeySettings): boolean {
  return PATCHBAY_MASTER_KEY !== undefined || existsSync(masterKeyFile(DATA_DIR))
}

/** The ids of all keys that something in the database is sealed under. */
async function keyIdsIn(databaseUrl: string): Promise<string[]> {
  const client = await connectClient(databaseUrl)
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.columns
        WHERE table_schema = current_schema() AND column_name IN ('key_id', 'sealed')
        GROUP BY table_schema, table_name HAVING count(*) = 2`,
    )
    const ids = new Set<string>()
    for (const table of tables) {
      // one step in the index for each key, however many rows there are
      const { rows } = await client.query<{ id: string }>(
        `WITH RECURSIVE ids AS (
           (SELECT key_id AS id FROM ${table.name} ORDER BY 1 LIMIT 1)
           UNION ALL
           SELECT (SELECT t.key_id FROM ${table.name} t WHERE t.key_id > ids.id ORDER BY 1 LIMIT 1)
             FROM ids WHERE ids.id IS NOT NULL)
         SELECT id FROM ids WHERE id IS NOT NULL`,
      )
      for (const { id } of rows) ids.add(id)
    }
    return [...ids]
  } finally {
    await client.end()
  }
}
