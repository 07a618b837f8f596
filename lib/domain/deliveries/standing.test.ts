import { expect, test } from 'vitest'
import { type NewestAttempts, type Standing, standingOf } from './standing.ts'

const failed = (count: number) => Array.from({ length: count }, () => false)

test.each<[Standing, Partial<NewestAttempts>]>([
  ['quiet', {}],
  ['delivering', { outcomes: [true] }],
  ['delivering', { outcomes: [true, ...failed(4)], streak: 9 }],
  ['retrying', { outcomes: failed(4), retries: true }],
  ['failed', { outcomes: failed(4) }],
  ['failing', { outcomes: failed(5), retries: true }],
  ['failed', { outcomes: [...failed(4), true] }],
  ['failing', { outcomes: [], streak: 5 }],
  ['quiet', { outcomes: [], streak: 4 }],
])('%s: %j', (standing, newest) => {
  expect(standingOf({ streak: null, outcomes: [], retries: false, ...newest })).toBe(standing)
})
