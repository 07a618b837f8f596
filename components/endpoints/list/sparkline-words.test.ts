import { expect, test } from 'vitest'
import { barsText, shareText } from './sparkline-words.ts'

const spans = (...counts: (readonly [number, number])[]) =>
  counts.map(([succeeded, failed]) => ({ succeeded, failed }))

test('a single failure keeps it from being perfect, a single success from being hopeless', () => {
  const text = (succeeded: number, failed: number, isWhole = true) =>
    shareText({ spans: spans([succeeded, failed]), isWhole })
  expect(text(1, 0)).toBe('100 %')
  expect(text(999, 1)).toBe('99 %')
  expect(text(1, 999)).toBe('1 %')
  expect(text(0, 3)).toBe('0 %')
  expect(text(8, 8, false)).toBe('~50 %')
  expect(text(0, 0)).toBeNull()
})

test('the bars say when something was sent, and when it failed', () => {
  expect(barsText(spans([0, 0], [2, 0]))).toBe('Last 24 hours by two hours: attempts in 1 of 2, none failed')
  expect(barsText(spans([0, 1], [2, 1]))).toBe(
    'Last 24 hours by two hours: attempts in 2 of 2, some failed in 2',
  )
})
