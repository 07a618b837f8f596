import { describe, expect, it } from 'vitest'
import { dateText, exactTimeText, relativeTimeText } from './relative-time-text.ts'

const now = Date.UTC(2026, 10, 23, 10, 15, 4)
const seconds = (count: number) => count * 1000
const hours = (count: number) => seconds(count * 3600)

describe('relativeTimeText', () => {
  it.each([
    [0, 'just now'],
    [seconds(1), 'just now'],
    [seconds(8), '8\u00a0s ago'],
    [seconds(59), '59\u00a0s ago'],
    [seconds(60), '1\u00a0min ago'],
    [hours(1) - 1, '59\u00a0min ago'],
    [hours(3), '3\u00a0h ago'],
    [hours(24), 'yesterday'],
    [hours(48) - 1, 'yesterday'],
    [hours(48), '2\u00a0days ago'],
    [hours(24 * 42), '42\u00a0days ago'],
    [hours(24 * 60), '24 Sep'],
    [hours(24 * 400), '19 Oct 2025'],
  ])('says how long ago %i ms were: %s', (agoMs, text) => {
    expect(relativeTimeText(now - agoMs, now)).toBe(text)
  })

  it.each([
    [seconds(1), 'now'],
    [seconds(48), 'in 48\u00a0s'],
    [hours(2), 'in 2\u00a0h'],
    [hours(30), 'tomorrow'],
    [hours(24) - 1, 'tomorrow'],
    [hours(24 * 7), 'in 7\u00a0days'],
    [hours(24 * 7) - seconds(1), 'in 7\u00a0days'],
    [hours(24 * 6 + 11), 'in 6\u00a0days'],
    [hours(1) - seconds(5), 'in 1\u00a0h'],
    [seconds(59.8), 'in 1\u00a0min'],
  ])('says how far off %i ms are: %s', (aheadMs, text) => {
    expect(relativeTimeText(now + aheadMs, now)).toBe(text)
  })
})

describe('exact times', () => {
  it('are in UTC to the second', () => {
    expect(exactTimeText(now)).toBe('23 Nov 2026, 10:15:04 UTC')
  })

  it('leave the year out of a date of this year', () => {
    expect(dateText(Date.UTC(2026, 1, 10), now)).toBe('10 Feb')
    expect(dateText(Date.UTC(2025, 1, 10), now)).toBe('10 Feb 2025')
  })
})
