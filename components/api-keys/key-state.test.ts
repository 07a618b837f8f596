import { describe, expect, test } from 'vitest'
import { keyState, works } from './key-state.ts'

const now = Date.parse('2026-03-01T12:00:00Z')
const ends = (expiresAt: string | null, revokedAt: string | null = null) =>
  keyState({ expiresAt, revokedAt }, now)

describe('the state of a key', () => {
  test.each([
    [null, 'active'],
    ['2026-03-08T12:00:00.001Z', 'active'],
    ['2026-03-08T12:00:00.000Z', 'expiring'],
    ['2026-03-01T12:00:00.001Z', 'expiring'],
    ['2026-03-01T12:00:00.000Z', 'expired'],
  ] as const)('that ends at %s is %s', (expiresAt, state) => {
    expect(ends(expiresAt)).toBe(state)
  })

  test('is revoked, whenever it would have ended', () => {
    expect(ends(null, '2026-02-01T00:00:00Z')).toBe('revoked')
    expect(ends('2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z')).toBe('revoked')
  })

  test('says whether it works', () => {
    expect((['active', 'expiring', 'expired', 'revoked'] as const).filter(works)).toEqual([
      'active',
      'expiring',
    ])
  })
})
