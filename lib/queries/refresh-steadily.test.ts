import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { refreshSteadily } from './refresh-steadily.ts'

/** A query that is shown, and reads only when it is told to go on. */
function shown() {
  const queries = new QueryClient()
  const readings: PromiseWithResolvers<number>[] = []
  const observer = new QueryObserver(queries, {
    queryKey: ['team', 'list'],
    queryFn: () => {
      const reading = Promise.withResolvers<number>()
      readings.push(reading)
      return reading.promise
    },
    initialData: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  const stop = observer.subscribe(() => {})
  const finish = (at: number) => readings[at]?.resolve(at + 1)
  return { queries, readings, finish, stop }
}

test('many changes in a row are read in two readings: at once, and when that is through', async () => {
  const { queries, readings, finish, stop } = shown()
  const first = refreshSteadily(queries, ['team', 'list'])
  for (let i = 0; i < 100; i++) await refreshSteadily(queries, ['team', 'list'])
  expect(readings).toHaveLength(1)
  finish(0)
  await expect.poll(() => readings.length).toBe(2)
  finish(1)
  await first
  expect(queries.getQueryData(['team', 'list'])).toBe(2)
  expect(readings).toHaveLength(2)
  stop()
})

test('a reading that failed holds up none that comes after', async () => {
  const { queries, readings, finish, stop } = shown()
  const first = refreshSteadily(queries, ['team', 'list'])
  readings[0]?.reject(new Error('offline'))
  await first
  const second = refreshSteadily(queries, ['team', 'list'])
  finish(1)
  await second
  expect(queries.getQueryData(['team', 'list'])).toBe(2)
  stop()
})
