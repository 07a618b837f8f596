import { expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { client, guarded, inTransaction } from './transaction.ts'

useDatabase()

/** Each ends its own connection, as a database does that is being stopped. */
const endings: Record<string, () => Promise<unknown>> = {
  'a raw query': () => db().$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`,
  'a raw query of text': () => db().$queryRawUnsafe('SELECT pg_terminate_backend(pg_backend_pid())'),
  'a raw statement': () => db().$executeRawUnsafe('SELECT pg_terminate_backend(pg_backend_pid())'),
  'a transaction': () =>
    inTransaction((tx) => client(tx).$queryRaw`SELECT pg_terminate_backend(pg_backend_pid())`),
}

test.each(Object.entries(endings))(
  '%s whose database goes away is unavailable, and the next one works',
  async (_what, end) => {
    await expect(guarded(end)).rejects.toMatchObject({ code: 'unavailable' })
    expect(await guarded(() => db().$queryRaw`SELECT 1 AS one`)).toEqual([{ one: 1 }])
  },
)

test('what is wrong with a statement is not the database being away', async () => {
  await expect(guarded(() => db().$queryRaw`SELECT 1 / 0`)).rejects.not.toMatchObject({ code: 'unavailable' })
})
