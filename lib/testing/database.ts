import { afterAll, beforeAll, inject } from 'vitest'
import { closeDb } from '#lib/db/client.ts'
import { publishEnv } from '#lib/env.ts'
import { cloneDatabase } from './database-server.ts'
import { registerTracedSecrets } from './secret-trace.ts'

/**
 * Gives the tests of a file a migrated database, behind `db()` and `pool()`. The files that run in one worker share
 * it one after another, so each makes a team of its own and looks at nothing else; who must, says a `name`, and has a
 * database that no other file sees.
 * @returns the address, known once the tests run
 */
export function useDatabase(name?: string): { url(): string } {
  let url: string | undefined
  beforeAll(async () => {
    const own = name ?? `worker_${process.env.VITEST_POOL_ID ?? '1'}`
    url = await cloneDatabase(inject('databaseServer'), own)
    publishEnv({ DATABASE_URL: url })
  })
  afterAll(async () => {
    await closeDb()
    if (url) await registerTracedSecrets(url)
  })
  return {
    url() {
      if (!url) throw new Error('The database is known only inside of a test.')
      return url
    },
  }
}
