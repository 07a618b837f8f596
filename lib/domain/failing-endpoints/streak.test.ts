import { describe, expect, it } from 'vitest'
import { judge, pausesAt, type Streak } from './streak.ts'

const DAYS = 5
const start = new Date('2031-03-01T00:00:00.000Z')
const day = (days: number) => new Date(start.getTime() + days * 86_400_000)

const streak = (lastDay: number, facts: Partial<Streak> = {}): Streak => ({
  endpointId: 'e',
  teamId: 't',
  url: 'https://receiver.example/',
  firstFailedAt: start,
  lastFailedAt: day(lastDay),
  failures: 5,
  lastCode: 500,
  lastError: null,
  warnedAt: null,
  ...facts,
})

describe('a warning', () => {
  it.each([
    ['before half of the time', streak(2.499), 'wait'],
    ['at half of it', streak(2.5), 'warn'],
    ['with too few failures', streak(4, { failures: 4 }), 'wait'],
    ['a second time', streak(3, { warnedAt: day(2.5) }), 'wait'],
  ])('%s', (_case, of, verdict) => expect(judge(of, DAYS)).toBe(verdict))
})

describe('a pause', () => {
  it.each([
    ['before the time is over', streak(4.999, { warnedAt: day(2.5) }), 'wait'],
    ['when it is over', streak(5, { warnedAt: day(2.5) }), 'pause'],
    ['never without a warning', streak(50), 'warn'],
    ['not soon after a late warning', streak(31, { warnedAt: day(30) }), 'wait'],
    ['half of the time after a late warning', streak(32.5, { warnedAt: day(30) }), 'pause'],
  ])('%s', (_case, of, verdict) => expect(judge(of, DAYS)).toBe(verdict))

  it('is announced for the moment from which it comes', () => {
    expect(pausesAt(streak(3), day(2.5), DAYS)).toEqual(day(5))
    expect(pausesAt(streak(30), day(30), DAYS)).toEqual(day(32.5))
  })
})

it('a team that wants neither gets neither', () => {
  expect(judge(streak(100), null)).toBe('wait')
  expect(judge(streak(100, { warnedAt: day(3) }), null)).toBe('wait')
})
