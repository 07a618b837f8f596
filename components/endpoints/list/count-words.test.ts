import { expect, test } from 'vitest'
import { waitingText } from './count-words.ts'

test('what waits is said as far as it is counted', () => {
  expect(waitingText({ held: 0, heldIsWhole: true })).toBeNull()
  expect(waitingText({ held: 3, heldIsWhole: true })).toBe('3 waiting')
  expect(waitingText({ held: 1_000, heldIsWhole: false })).toBe('1,000+ waiting')
})
