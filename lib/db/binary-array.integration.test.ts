import fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomHex } from '#lib/domain/shared/ids.ts'
import { useDatabase } from '#lib/testing/database.ts'
import { BOOL, binaryArray, type ElementType, INT4, JSONB, TEXT, TIMESTAMPTZ, UUID } from './binary-array.ts'
import { query } from './query.ts'

useDatabase()

/** What the database says that it got. */
async function sent<T>(type: ElementType<T>, values: readonly (T | null)[]): Promise<unknown[]> {
  const rows = await query<{ value: unknown }>(
    `SELECT value FROM unnest($1::${type.sql}[]) WITH ORDINALITY AS r(value, n) ORDER BY n`,
    [binaryArray(type, values)],
  )
  return rows.map(({ value }) => value)
}

const text = fc.string({ unit: 'binary' }).map((value) => value.replaceAll('\u0000', ''))
const cases = {
  uuid: [UUID, fc.uuid()],
  text: [TEXT, text],
  bool: [BOOL, fc.boolean()],
  int4: [INT4, fc.integer()],
  timestamptz: [
    TIMESTAMPTZ,
    fc.date({ min: new Date('1900-01-01'), max: new Date('2999-12-31'), noInvalidDate: true }),
  ],
  jsonb: [JSONB, fc.dictionary(text, text, { noNullPrototype: true })],
} as const

test.each(Object.entries(cases))('an array of %s arrives as it is', async (_name, [type, value]) => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option<unknown>(value)), async (values) => {
      expect(await sent(type as ElementType<unknown>, values)).toEqual(values)
    }),
    { numRuns: 50 },
  )
})

test('an array grows as it needs to', async () => {
  const values = Array.from({ length: 300 }, (_, n) => `${n} "{é,💥}\\ ${randomHex(n)}`)
  expect(await sent(TEXT, values)).toEqual(values)
  expect(await sent(TEXT, ['€'.repeat(100_000)])).toEqual(['€'.repeat(100_000)])
})

test('what is no such value is refused', async () => {
  await expect(sent(UUID, ['nobody'])).rejects.toMatchObject({ code: '08P01' })
})
