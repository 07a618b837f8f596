import { describe, expect, test } from 'vitest'
import type { EndpointHealth } from '#lib/domain/deliveries/endpoint-health.ts'
import { attemptsText, countsText, heldText, latencyText, stepsPath, successText } from './health-words.ts'

function healthOf(hours: readonly (readonly [succeeded: number, failed: number])[]): EndpointHealth {
  const sum = (at: 0 | 1) => hours.reduce((all, hour) => all + hour[at], 0)
  return {
    standing: 'delivering',
    hours: hours.map(([succeeded, failed], at) => ({
      from: new Date(Date.UTC(2026, 1, 18, at)).toISOString(),
      succeeded,
      failed,
      p50Ms: succeeded + failed > 0 ? 40 : null,
      p95Ms: succeeded + failed > 0 ? 80 : null,
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

  test('an hour says what happened in it', () => {
    expect(attemptsText({ succeeded: 1204, failed: 1 })).toBe('1,204 delivered, 1 failed')
    expect(attemptsText({ succeeded: 0, failed: 0 })).toBe('nothing sent')
    expect(latencyText({ p50Ms: 84, p95Ms: 1_240 })).toBe('median 84 ms, p95 1.2 s')
    expect(latencyText({ p50Ms: null, p95Ms: null })).toBe('nothing sent')
  })

  test('a line has a gap where nothing was sent', () => {
    expect(stepsPath([0.5, 0, null, 1])).toBe('M0 0.5H1L1 0H2M3 1H4')
    expect(stepsPath([null])).toBe('')
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
