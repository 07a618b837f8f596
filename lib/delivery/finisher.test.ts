import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { FinishedDelivery } from '#lib/domain/deliveries/claim.ts'
import { DomainError } from '#lib/domain/shared/errors.ts'
import { makeFinisher } from './finisher.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const away = new DomainError('unavailable', 'The database is not answering.')
const finished = (id: string) =>
  ({ claim: { id }, outcome: { state: 'held' } }) as unknown as FinishedDelivery
const idsOf = (batch: readonly FinishedDelivery[]) => batch.map(({ claim }) => claim.id).join('')

test('while one batch is written, the next one gathers', async () => {
  const batches: string[] = []
  const finisher = makeFinisher({ onError: () => {}, save: async (batch) => void batches.push(idsOf(batch)) })
  await Promise.all(['a', 'b', 'c', 'd'].map((id) => finisher.add(finished(id))))
  expect(batches).toEqual(['a', 'bcd'])
})

test('a batch has at most five hundred', async () => {
  const sizes: number[] = []
  const finisher = makeFinisher({ onError: () => {}, save: async (batch) => void sizes.push(batch.length) })
  await Promise.all(Array.from({ length: 1_100 }, (_, i) => finisher.add(finished(String(i)))))
  expect(sizes).toEqual([1, 500, 500, 99])
})

test('a database that was away is asked again until it answers', async () => {
  let tries = 0
  const errors: unknown[] = []
  const save = async () => {
    tries += 1
    if (tries < 4) throw away
  }
  const finisher = makeFinisher({ onError: (error) => errors.push(error), save })
  const added = finisher.add(finished('a'))
  await vi.advanceTimersByTimeAsync(10_000)
  await added
  expect(tries).toBe(4)
  expect(errors).toEqual([away, away, away])
})

test('when it stops, a database that is away is not waited for', async () => {
  let tries = 0
  const save = async () => {
    tries += 1
    throw away
  }
  const finisher = makeFinisher({ onError: () => {}, save })
  const added = finisher.add(finished('a'))
  finisher.stop()
  await vi.advanceTimersByTimeAsync(10_000)
  await added
  expect(tries).toBeLessThanOrEqual(2)
})

test('one that cannot be written does not keep the others', async () => {
  const saved: string[] = []
  const errors: unknown[] = []
  const save = async (batch: readonly FinishedDelivery[]) => {
    if (idsOf(batch).includes('x')) throw new Error('cannot be written')
    saved.push(idsOf(batch))
  }
  const finisher = makeFinisher({ onError: (error) => errors.push(error), save })
  await Promise.all(['a', 'b', 'x', 'c'].map((id) => finisher.add(finished(id))))
  expect(saved).toEqual(['a', 'b', 'c'])
  expect(errors).toHaveLength(2)
})
