import { expect, it } from 'vitest'
import { useDatabase } from '#lib/testing/database.ts'
import { alone } from './advisory-lock.ts'

useDatabase()

it('lets one at a time do the work of a name, and the next one after it', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  const first = alone('test.cleaning', () => {
    begun.resolve()
    return promise
  })
  await begun.promise
  expect(await alone('test.cleaning', async () => {})).toBe(false)
  expect(await alone('test.cooking', async () => {})).toBe(true)
  resolve()
  expect(await first).toBe(true)
  expect(await alone('test.cleaning', async () => {})).toBe(true)
})

it('gives the name free when the work fails', async () => {
  const failure = new Error('out of soap')
  await expect(alone('test.cleaning', () => Promise.reject(failure))).rejects.toBe(failure)
  expect(await alone('test.cleaning', async () => {})).toBe(true)
})
