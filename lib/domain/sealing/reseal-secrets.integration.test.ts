import { beforeEach, describe, expect, test } from 'vitest'
import { keyring } from '#lib/crypto/master-key.ts'
import { seal } from '#lib/crypto/seal.ts'
import { db, pool } from '#lib/db/client.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { clearSealed, makeSealedThings, masterKey, openAll } from '#lib/testing/sealed-things.ts'
import { rotateSecret } from '../endpoints/rotate-secret.ts'
import { resealSecrets } from './reseal-secrets.ts'
import { sealedKinds } from './sealed-kinds.ts'

useDatabase('resealing')
beforeEach(clearSealed)

const mayGoOn = async () => {}
const newRing = () => ({ current: masterKey(), older: [keyring().current] })
const sum = (kinds: readonly { readonly anew: number }[]) => kinds.reduce((all, kind) => all + kind.anew, 0)

/** All rows, without what sealing anew may change. */
async function everythingElse() {
  const rest = []
  for (const { table } of sealedKinds) {
    const { rows } = await pool().query(`SELECT * FROM ${table}`)
    rest.push(rows.map(({ sealed, key_id, ...row }) => JSON.stringify(row)).toSorted())
  }
  const teams = [db().endpoint.findMany(), db().source.findMany(), db().team.findMany(), db().change.count()]
  return [rest, await Promise.all(teams)]
}

/** How many statements wait for a row or a table. */
async function countWaiting(): Promise<number> {
  const { rows } = await pool().query(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  )
  return rows.length
}

describe('resealSecrets', () => {
  test('seals every kind anew, says the same, and changes nothing else', async () => {
    const { sealed } = await makeSealedThings()
    const ring = newRing()
    const [before, rest] = [await openAll(keyring()), await everythingElse()]
    expect(Object.keys(before)).toHaveLength(sealed)

    const done = await resealSecrets({ ring, mayGoOn })
    expect(done).toEqual([
      { label: 'secrets of endpoints', anew: 2, already: 0, left: new Map() },
      { label: 'values of sources', anew: 2, already: 0, left: new Map() },
      { label: 'keys that sign access tokens', anew: 1, already: 0, left: new Map() },
      { label: 'kept answers', anew: 1, already: 0, left: new Map() },
    ])
    expect(await openAll({ current: ring.current, older: [] })).toEqual(before)
    expect(await everythingElse()).toEqual(rest)
  })

  test('has nothing to do the second time', async () => {
    await makeSealedThings()
    const ring = newRing()
    await resealSecrets({ ring, mayGoOn })
    const rows = await db().endpointSecret.findMany()
    const again = await resealSecrets({ ring, mayGoOn })
    expect(again.map(({ anew, already }) => [anew, already])).toEqual([
      [0, 2],
      [0, 2],
      [0, 1],
      [0, 1],
    ])
    expect(await db().endpointSecret.findMany()).toEqual(rows)
  })

  test('goes on where it was broken off, in the middle of a kind too', async () => {
    const { endpoint, sealed } = await makeSealedThings()
    const row = await db().endpointSecret.findFirstOrThrow()
    const many = Array.from({ length: 450 }, () => {
      const id = crypto.randomUUID()
      return {
        ...row,
        id,
        expiresAt: new Date(),
        ...seal(`old ${id}`, `endpoint_secret:${endpoint.id}:${id}`),
      }
    })
    await db().endpointSecret.createMany({ data: many })
    const before = await openAll(keyring())
    const ring = newRing()
    let batches = 0
    const dies = async () => {
      if (++batches === 2) throw new Error('Killed.')
    }
    await expect(resealSecrets({ ring, mayGoOn: dies })).rejects.toThrow('Killed.')
    const half = await db().endpointSecret.count({ where: { keyId: ring.current.id } })
    expect(half).toBe(200)
    expect(await openAll(ring)).toEqual(before)

    const progress: [number, number][] = []
    const rest = await resealSecrets({
      ring,
      mayGoOn,
      onProgress: (_, done, of) => progress.push([done, of]),
    })
    expect(sum(rest)).toBe(sealed + 450 - half)
    expect(progress.slice(0, 2)).toEqual([
      [200, 252],
      [252, 252],
    ])
    expect(await openAll({ current: ring.current, older: [] })).toEqual(before)
  })

  test('leaves a row to who changes it at this moment, and waits for nobody else', async () => {
    const { endpoint } = await makeSealedThings()
    const ring = newRing()
    const [row] = await db().endpointSecret.findMany()
    const context = `endpoint_secret:${endpoint.id}:${row?.id}`
    const theirs = seal('theirs', context, ring)
    const other = await pool().connect()
    try {
      await other.query('BEGIN')
      await other.query('UPDATE endpoint_secrets SET sealed = $1, key_id = $2 WHERE id = $3', [
        Buffer.from(theirs.sealed),
        theirs.keyId,
        row?.id,
      ])
      const done = resealSecrets({ ring, mayGoOn })
      await expect.poll(countWaiting, { interval: 5, timeout: 20_000 }).toBe(1)
      // it waits with empty hands: the other row is done, and nobody who wants that waits for it
      expect(await db().endpointSecret.count({ where: { keyId: ring.current.id } })).toBe(1)
      await other.query('COMMIT')
      expect((await done)[0]).toMatchObject({ anew: 1, left: new Map() })
      expect((await openAll(ring))[context]).toBe('theirs')
    } finally {
      other.release(true)
    }
  })

  test('loses nothing of what is rotated meanwhile', async () => {
    const { ctx, endpoint } = await makeSealedThings()
    const ring = newRing()
    let made = ''
    const mayGoOn = async () => {
      if (made === '') made = (await rotateSecret(ctx, { id: endpoint.id })).secret
    }
    await resealSecrets({ ring, mayGoOn })
    const open = await openAll({ current: ring.current, older: [] })
    expect(Object.values(open)).toContain(made)
    expect(await db().endpointSecret.count()).toBe(3)
  })

  test('counts what a missing key sealed, and does not touch it', async () => {
    await makeSealedThings()
    const [ring, gone] = [newRing(), masterKey()]
    const [row] = await db().sourceValue.findMany()
    const foreign = seal('x', 'y', { current: gone, older: [] })
    const where = { sourceId_name: { sourceId: row?.sourceId ?? '', name: row?.name ?? '' } }
    await db().sourceValue.update({ where, data: foreign })
    const [, values] = await resealSecrets({ ring, mayGoOn })
    expect(values).toEqual({
      label: 'values of sources',
      anew: 1,
      already: 0,
      left: new Map([[gone.id, 1]]),
    })
    expect(await db().sourceValue.findUnique({ where })).toMatchObject(foreign)
  })

  test('counts what its key does not open, and does not touch it', async () => {
    await makeSealedThings()
    const ring = newRing()
    const damaged = Uint8Array.from({ length: 60 }, (_, index) => index)
    await db().signingKey.updateMany({ data: { sealed: damaged } })
    const done = await resealSecrets({ ring, mayGoOn })
    expect(done[2]).toMatchObject({ anew: 0, left: new Map([[keyring().current.id, 1]]) })
    expect((await db().signingKey.findMany())[0]).toMatchObject({
      sealed: damaged,
      keyId: keyring().current.id,
    })
    expect(sum(done)).toBe(5)
  })
})

describe('the table of what is sealed', () => {
  test('has every column of the database that holds bytes, but for hashes', async () => {
    const { rows } = await pool().query<{ name: string }>(
      `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
        WHERE table_schema = 'public' AND (data_type = 'bytea' OR column_name ~ '(^|_)key_id$')`,
    )
    const names = rows.map(({ name }) => name).filter((name) => !/[._]hash$|\.fingerprint$/.test(name))
    const listed = sealedKinds.flatMap(({ table }) => [`${table}.sealed`, `${table}.key_id`])
    expect(names.toSorted()).toEqual(listed.toSorted())
  })

  test.each(sealedKinds)('knows the primary key of $table', async ({ table, key }) => {
    const { rows } = await pool().query<{ name: string; type: string }>(
      `SELECT a.attname AS name, format_type(a.atttypid, NULL) AS type
        FROM pg_index i, unnest(i.indkey) WITH ORDINALITY AS k (number, place), pg_attribute a
        WHERE i.indrelid = $1::regclass AND i.indisprimary AND a.attrelid = i.indrelid AND a.attnum = k.number
        ORDER BY k.place`,
      [table],
    )
    expect(rows.map(({ name, type }) => [name, type])).toEqual(Object.entries(key))
  })
})
