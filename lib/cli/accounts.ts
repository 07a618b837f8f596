import { clock } from '#lib/auth/clock.ts'
import { connectClient } from '#lib/db/connect.ts'
import { makePartitions } from '#lib/domain/retention/retain.ts'
import { env } from '#lib/env.ts'
import { type FirstRun, firstRun } from '../../prisma/seed.ts'
import { say, step } from './progress.ts'

/** Names the first run among the locks of the database. */
const LOCK_ID = 72_707_401

/**
 * Makes the first accounts where there are none yet. Processes that start on one new database at the same moment do it
 * one after the other, so the second finds it done.
 */
export async function prepareAccounts(): Promise<FirstRun> {
  return step('Preparing accounts', async () => {
    // the lock is the connection's, and ends with it, however we end
    const client = await connectClient(env().DATABASE_URL ?? '')
    try {
      await client.query('SELECT pg_advisory_lock($1)', [LOCK_ID])
      // a month whose first row comes before its partition has none
      await makePartitions({ clock: clock() })
      return await firstRun({ log: say })
    } finally {
      await client.end()
    }
  })
}
