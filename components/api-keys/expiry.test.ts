import { describe, expect, test } from 'vitest'
import { dayOf, lifetimeSeconds } from './expiry.ts'

const now = Date.parse('2026-03-01T12:00:00Z')

describe('how long a key lives', () => {
  test.each([
    ['30', '', 30 * 86_400],
    ['365', '', 365 * 86_400],
    ['never', '', null],
    ['custom', '2026-03-01', 43_199],
    ['custom', '2026-03-02', 43_199 + 86_400],
  ] as const)('%s %s', (choice, day, seconds) => {
    expect(lifetimeSeconds(choice, day, now)).toEqual({ seconds })
  })

  test.each(['', 'soon', '2026-02-30T', '2026-02-28', '2036-03-01'])('is no time on the date «%s»', (day) => {
    expect(lifetimeSeconds('custom', day, now)).toHaveProperty('fault')
  })

  test('a day is that of UTC', () => {
    expect(dayOf(Date.parse('2026-03-01T23:59:59.999Z'))).toBe('2026-03-01')
  })
})
