import { describe, expect, test } from 'vitest'
import { profiles } from '#lib/dialects/profile.ts'
import { attemptsText, delaysText, durationText } from './delivery-words.ts'

test.each([
  [0, '0\u00a0s'],
  [5_000, '5\u00a0s'],
  [125_000, '2\u00a0min 5\u00a0s'],
  [3_125_000, '52\u00a0min 5\u00a0s'],
  [86_400_000, '24\u00a0h'],
  [172_800_000, '2\u00a0days'],
  [270_000_000, '3\u00a0days 3\u00a0h'],
])('%d ms is %s', (ms, text) => {
  expect(durationText(ms)).toBe(text)
})

describe('the schedule of each dialect in words', () => {
  const words = Object.fromEntries(
    profiles.map(({ dialect, delivery }) => [dialect, `${attemptsText(delivery)}. ${delaysText(delivery)}`]),
  )

  test('counts the attempts and names the delays', () => {
    expect(words.storno).toBe('3 attempts in about 6 min. At once, then after 1\u00a0min and 5\u00a0min.')
    expect(words.standard).toBe(
      '10 attempts in about 3 days. At once, then after 5\u00a0s, 5\u00a0min, 30\u00a0min, 2\u00a0h, 5\u00a0h, 10\u00a0h, 14\u00a0h, 20\u00a0h and 24\u00a0h, ± 20\u00a0%.',
    )
  })

  test('counts delays that are equal', () => {
    expect(words.vendaze).toBe('4 attempts in about 45 min. At once, then 3 times more, 15\u00a0min apart.')
  })
})
