import { expect, test } from 'vitest'
import { useDatabase } from '#lib/testing/database.ts'
import { pool } from './client.ts'
import { connectClient } from './connect.ts'
import { announceKey, claimRekeying, endRekeying, keysInUse, rekeyingUnder } from './key-locks.ts'

const database = useDatabase('key_locks')

test.each(['00000001', '7fffffff', '80000000', 'ffffffff'])(
  'the key %s of each process is known to the others as long as it runs',
  async (id) => {
    const client = await connectClient(database.url())
    const errors: unknown[] = []
    const announced = [1, 2].map(() => announceKey(database.url(), id, (error) => errors.push(error)))
    const [one, other] = await Promise.all(announced)
    expect(await keysInUse(client)).toEqual([id, id])
    await one?.stop()
    expect(await keysInUse(client)).toEqual([id])
    await other?.stop()
    expect(await keysInUse(client)).toEqual([])
    expect(errors).toEqual([])
    await client.end()
  },
)

test('it is told again when the connection breaks', async () => {
  const client = await connectClient(database.url())
  const announced = await announceKey(database.url(), '1a2b3c4d', () => {})
  const holder = async () => {
    const { rows } = await pool().query<{ pid: number }>(
      `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = x'1a2b3c4d'::bigint::oid`,
    )
    return rows[0]?.pid
  }
  const first = await holder()
  await pool().query('SELECT pg_terminate_backend($1)', [first])
  await expect.poll(async () => ((await holder()) ?? first) !== first, { timeout: 20_000 }).toBe(true)
  expect(await keysInUse(client)).toEqual(['1a2b3c4d'])
  await announced.stop()
  await client.end()
})

test('who cannot be told rejects', async () => {
  const url = new URL(database.url())
  url.pathname = '/no_such_database'
  await expect(announceKey(url.href, '1a2b3c4d', () => {})).rejects.toThrow('does not exist')
})

test('of those who would re-key under one key, one may', async () => {
  const [one, other] = [await connectClient(database.url()), await connectClient(database.url())]
  expect(await claimRekeying(one, 'fedcba98')).toBe(true)
  expect(await claimRekeying(other, 'fedcba98')).toBe(false)
  expect([await rekeyingUnder(one), await rekeyingUnder(other)]).toEqual([[], ['fedcba98']])
  await endRekeying(one, 'fedcba98')
  expect(await rekeyingUnder(other)).toEqual([])
  await one.end()
  await other.end()
})
