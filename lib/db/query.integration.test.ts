import { expect, test, vi } from 'vitest'
import { useDatabase } from '#lib/testing/database.ts'

useDatabase()

/** Another copy of the module, as Next's bundle has one beside Node's own graph. */
async function anotherCopy() {
  vi.resetModules()
  return import('./query.ts')
}

test('two copies of this module in one process ask different things over the same connections', async () => {
  const [one, other] = [await anotherCopy(), await anotherCopy()]
  expect(one.query).not.toBe(other.query)
  for (let i = 0; i < 20; i++) {
    expect(await one.query('SELECT $1::int AS first', [i])).toEqual([{ first: i }])
    expect(await other.query('SELECT $1::text AS second', ['x'])).toEqual([{ second: 'x' }])
  }
})
