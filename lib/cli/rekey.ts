import { parseArgs } from 'node:util'
import { masterKeyFile } from '#lib/crypto/master-key.ts'
import { env, publishEnv } from '#lib/env.ts'
import { CliError } from './cli-error.mjs'
import { runCommand } from './command.ts'
import { openDatabase } from './database.ts'
import { hasMasterKey } from './master-key-check.ts'
import { type RekeyOptions, rekey } from './rekeying.ts'

// whoever can run commands here could read the key and the database too, so there is nobody to ask for permission
await runCommand(async (lifetime) => {
  const options = readOptions()
  const { DATA_DIR, PATCHBAY_MASTER_KEY } = env()
  if (!hasMasterKey(env())) {
    throw new CliError(
      `There is no master key: put the backup of ${masterKeyFile(DATA_DIR)} in its place, or set PATCHBAY_MASTER_KEY.`,
    )
  }
  if (options.newKey && PATCHBAY_MASTER_KEY !== undefined) {
    throw new CliError(
      'The key comes from PATCHBAY_MASTER_KEY: set that to a new one, add the old one to PATCHBAY_OLD_MASTER_KEYS, ' +
        'and leave out --new-key.',
    )
  }
  const url = await openDatabase(lifetime)
  publishEnv({ DATABASE_URL: url })
  await rekey(lifetime, url, options)
})

function readOptions(): RekeyOptions {
  try {
    const flag = { type: 'boolean', default: false } as const
    const { values } = parseArgs({ options: { 'new-key': flag, 'drop-old-keys': flag } })
    return { newKey: values['new-key'], dropOldKeys: values['drop-old-keys'] }
  } catch {
    throw new CliError('Use: npm run rekey -- [--new-key] [--drop-old-keys]')
  }
}
