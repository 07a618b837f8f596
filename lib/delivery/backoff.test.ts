import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { profiles } from '#lib/dialects/registry.ts'
import type { DeliveryRule } from '#lib/domain/endpoints/profile.ts'
import { nextAttemptAt, retryAfterMs } from './backoff.ts'

const endedAt = new Date('2026-02-10T10:00:00.000Z')
const middle = () => 0.5
const rules = profiles.map(({ dialect, delivery }): [string, DeliveryRule] => [dialect, delivery])

/** Milliseconds until the next attempt; null after the last. */
function wait(
  rule: DeliveryRule,
  failure: { readonly attempts: number; readonly retryAfter?: string },
  random = middle,
): number | null {
  const at = nextAttemptAt(rule, { retryAfter: undefined, ...failure, endedAt }, random)
  return at && at.getTime() - endedAt.getTime()
}

describe.each(rules)('the schedule of %s', (_dialect, rule) => {
  it('stays within its jitter, and ends', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempts, random) => {
          const delay = rule.delaysMs[attempts]
          const waited = wait(rule, { attempts }, () => random)
          if (delay === undefined) {
            expect(waited).toBeNull()
            return
          }
          expect(waited).toBeGreaterThanOrEqual(Math.floor(delay * (1 - rule.jitter)))
          expect(waited).toBeLessThanOrEqual(Math.ceil(delay * (1 + rule.jitter)))
        },
      ),
    )
  })

  it('is put off by Retry-After where the dialect honours it, as far as its longest delay', () => {
    const longest = Math.max(...rule.delaysMs)
    const plain = wait(rule, { attempts: 1 })
    expect(wait(rule, { attempts: 1, retryAfter: '1' })).toBe(plain)
    expect(wait(rule, { attempts: 1, retryAfter: '100000000' })).toBe(
      rule.honoursRetryAfter ? longest : plain,
    )
  })
})

describe('Retry-After', () => {
  it.each([
    ['120', 120_000],
    ['0', 0],
    ['Tue, 10 Feb 2026 10:02:00 GMT', 120_000],
    ['Tue, 10 Feb 2026 09:58:00 GMT', null],
    ['-5', null],
    ['1.5', null],
    ['soon', null],
    ['', null],
    [undefined, null],
  ])('%j is %s ms', (value, expected) => {
    expect(retryAfterMs(value, endedAt)).toBe(expected)
  })
})
