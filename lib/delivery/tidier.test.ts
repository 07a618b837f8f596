import { expect, test } from 'vitest'
import { makeTidier } from './tidier.ts'

function scene() {
  let nowMs = 0
  let ends: { resolve: () => void; reject: (error: Error) => void } | null = null
  const errors: unknown[] = []
  let times = 0
  const tidier = makeTidier({
    nowMs: () => nowMs,
    onError: (error) => errors.push(error),
    vacuum: () => {
      times += 1
      return new Promise((resolve, reject) => {
        ends = { resolve, reject }
      })
    },
  })
  return {
    tidier,
    errors,
    times: () => times,
    pass: (ms: number) => {
      nowMs += ms
    },
    async end(how: 'resolve' | 'reject' = 'resolve') {
      if (how === 'resolve') ends?.resolve()
      else ends?.reject(new Error('away'))
      await tidier.stop()
    },
  }
}

test('many dead rows are cleared away, once at a time', async () => {
  const { tidier, times, end } = scene()
  tidier.add(4_999)
  expect(times()).toBe(0)
  tidier.add(1)
  tidier.add(10_000)
  expect(times()).toBe(1)
  await end()
  tidier.add(0)
  expect(times()).toBe(2)
  await end()
})

test('it rests for a multiple of the time that it took', async () => {
  const { tidier, times, pass, end } = scene()
  tidier.add(5_000)
  pass(100)
  await end()
  pass(1_999)
  tidier.add(5_000)
  expect(times()).toBe(1)
  pass(1)
  tidier.add(0)
  expect(times()).toBe(2)
  await end()
})

test('a failure is told, and tried again after a minute', async () => {
  const { tidier, times, pass, errors, end } = scene()
  tidier.add(5_000)
  await end('reject')
  expect(errors).toEqual([new Error('away')])
  pass(59_999)
  tidier.add(5_000)
  expect(times()).toBe(1)
  pass(1)
  tidier.add(0)
  expect(times()).toBe(2)
  await end()
})
