import { describe, expect, test } from 'vitest'
import type { EndpointHealth } from '#lib/domain/deliveries/endpoint-health.ts'
import { chartText, countsText, heldText, successText } from './health-words.ts'

function healthOf(hours: readonly (readonly [succeeded: number, failed: number])[]): EndpointHealth {
  const sum = (at: 0 | 1) => hours.reduce((all, hour) => all + hour[at], 0)
  return {
    hours: hours.map(([succeeded, failed], at) => ({
      from: new Date(Date.UTC(2026, 1, 18, at)).toISOString(),
      succeeded,
      failed,
    })),
    succeeded: sum(0),
    failed: sum(1),
    p95Ms: 80,
    isWhole: true,
    pending: 0,
    held: 0,
    unfinishedIsWhole: true,
    recent: [],
  }
}

describe('how an endpoint does, in words', () => {
  test('a single failure keeps it from being perfect, a single success from being hopeless', () => {
    expect(successText({ succeeded: 1284, failed: 10 })).toBe('99.2 %')
    expect(successText({ succeeded: 99_999, failed: 1 })).toBe('99.9 %')
    expect(successText({ succeeded: 1, failed: 99_999 })).toBe('0.1 %')
    expect(successText({ succeeded: 5, failed: 0 })).toBe('100 %')
    expect(successText({ succeeded: 0, failed: 5 })).toBe('0 %')
    expect(successText({ succeeded: 0, failed: 0 })).toBeNull()
  })

  test('the chart says what it shows, and when attempts failed', () => {
    expect(chartText(healthOf([[0, 0]]))).toBe('Nothing was sent in the last 24 hours.')
    const text = chartText(
      healthOf([
        [3, 0],
        [0, 0],
        [1, 2],
      ]),
    )
    expect(text).toBe(
      'Last 24 hours: 4 delivered, 2 failed attempts. Failed attempts by hour, UTC: 2 at 02:00.',
    )
    const bad = Array.from({ length: 24 }, () => [0, 1] as const)
    expect(chartText(healthOf(bad))).toContain('1 at 23:00, and in 19 hours before.')
  })

  test('what is not counted to its end says so', () => {
    const health = { ...healthOf([[9_000, 1_000]]), isWhole: false, held: 9_999, unfinishedIsWhole: false }
    expect(countsText(health)).toBe('9,000 delivered, 1,000 failed attempts, of the newest 10,000 attempts')
    expect(heldText(health)).toBe('9,999+ deliveries wait until the endpoint is resumed.')
    expect(heldText({ ...health, held: 1, unfinishedIsWhole: true })).toBe(
      '1 delivery waits until the endpoint is resumed.',
    )
  })
})
