import { describe, expect, it } from 'vitest'
import { daysFault, daysText, draftOfDays, readDays, typedDays } from './days-text.ts'

describe('a number of days', () => {
  it.each([
    ['', null],
    ['  ', null],
    ['7', 7],
    [' 90 ', 90],
  ])('is read from %j', (draft, days) => {
    expect(daysFault(draft, 90)).toBeUndefined()
    expect(readDays(draft)).toBe(days)
  })

  it.each(['0', '91', '1.5', '-1', 'a week', '1e1', '0x5'])('is not %j', (draft) => {
    expect(daysFault(draft, 90)).toBe('Enter a whole number of days from 1 to 90, or nothing.')
  })

  it('says why there are too many, where that is known', () => {
    expect(daysFault('91', 90, 'Ninety at most.')).toBe('Ninety at most.')
    for (const draft of ['0', '91.5', 'many'])
      expect(daysFault(draft, 90, 'Ninety at most.')).toMatch(/^Enter a whole number/)
  })

  it.each([
    ['07', '7'],
    [' 7 ', '7'],
    ['0', '0'],
    ['70', '70'],
    ['', ''],
    ['a week', 'a week'],
  ])('is the same however it is typed: %j', (text, draft) => {
    expect(typedDays(text)).toBe(draft)
  })

  it('comes back as it was', () => {
    for (const days of [null, 1, 3_650]) expect(readDays(draftOfDays(days))).toBe(days)
  })

  it('reads as people say it', () => {
    expect([daysText(1), daysText(7), daysText(3_650)]).toEqual(['1 day', '7 days', '3,650 days'])
  })
})
