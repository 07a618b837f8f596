import { expect, test } from 'vitest'
import { db } from '#lib/db/client.ts'
import { fakeClock } from '#lib/testing/clock.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { currentSigningKey, KEY_LIFETIME_MS, publishedKeys } from './signing-key.ts'
import { JWT_LIFETIME_SECONDS } from './token-lifetimes.ts'

useDatabase()

const idsOf = ({ keys }: { keys: readonly object[] }) => keys.map((key) => (key as { kid: string }).kid)

test('one key signs at a time: it is made once, replaced in time, and published as long as its last token lives', async () => {
  await db().signingKey.deleteMany()
  const clock = fakeClock()
  const makers = await Promise.all(Array.from({ length: 6 }, () => currentSigningKey(clock.now())))
  const first = makers[0]?.id ?? ''
  expect(new Set(makers.map((key) => key.id))).toEqual(new Set([first]))
  expect(idsOf(await publishedKeys(clock.now()))).toEqual([first])

  clock.advance(KEY_LIFETIME_MS - 1)
  expect((await currentSigningKey(clock.now())).id).toBe(first)
  clock.advance(1)
  const takers = await Promise.all(Array.from({ length: 6 }, () => currentSigningKey(clock.now())))
  const second = takers[0]?.id ?? ''
  expect(second).not.toBe(first)
  expect(new Set(takers.map((key) => key.id))).toEqual(new Set([second]))

  // a token that the first key signed a moment before has its whole time to go
  clock.advance(JWT_LIFETIME_SECONDS * 1000)
  expect(idsOf(await publishedKeys(clock.now()))).toEqual([second, first])
  clock.advance(10 * 60_000)
  expect(idsOf(await publishedKeys(clock.now()))).toEqual([second])

  clock.advance(KEY_LIFETIME_MS)
  const third = await currentSigningKey(clock.now())
  expect((await db().signingKey.findMany()).map((row) => row.id).toSorted()).toEqual(
    [second, third.id].toSorted(),
  )
})

test('the database refuses a second current key', async () => {
  await currentSigningKey(new Date())
  const row = { sealed: new Uint8Array(1), keyId: 'x', publicJwk: {}, createdAt: new Date() }
  await expect(db().signingKey.create({ data: { id: crypto.randomUUID(), ...row } })).rejects.toThrow()
})
