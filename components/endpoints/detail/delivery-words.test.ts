import { describe, expect, test } from 'vitest'
import { profiles } from '#lib/dialects/profile.ts'
import { attemptsText, delaysText, durationText } from './delivery-words.ts'

test.each([
  [0, '0 s'],
  [5_000, '5 s'],
  [125_000, '2 min 5 s'],
  [3_125_000, '52 min 5 s'],
  [86_400_000, '24 h'],
  [172_800_000, '2 days'],
  [270_000_000, '3 days 3 h'],
])('%d ms is %s', (ms, text) => {
  expect(durationText(ms)).toBe(text)
})

describe('the schedule of each dialect in words', () => {
  const words = Object.fromEntries(
    profiles.map(({ dialect, delivery }) => [dialect, `${attemptsText(delivery)}. ${delaysText(delivery)}`]),
  )

  test('counts the attempts and names the delays', () => {
    expect(words.storno).toBe('3 attempts in about 6 min. At once, then after 1 min and 5 min.')
    expect(words.standard).toBe(
      '10 attempts in about 3 days. At once, then after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h, ± 20 %.',
    )
  })

  test('counts delays that are equal', () => {
    expect(words.vendaze).toBe('4 attempts in about 45 min. At once, then 3 times more, 15 min apart.')
  })
})
