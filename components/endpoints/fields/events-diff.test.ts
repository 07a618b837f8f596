import { describe, expect, test } from 'vitest'
import { diffText } from './events-diff.ts'

describe('the running difference', () => {
  test('counts both ways', () => {
    expect(
      diffText(['invoice.paid', 'old.event'], ['invoice.paid', 'invoice.created', 'customer.created']),
    ).toBe('+2 −1')
  })

  test('says only what there is', () => {
    expect(diffText([], ['a'])).toBe('+1')
    expect(diffText(['a'], [])).toBe('−1')
    expect(diffText(['a'], ['a'])).toBe('')
  })

  test('does not count all events as one', () => {
    expect(diffText(['a', 'b', 'c', 'd'], ['*'])).toBe('4 events → all events')
    expect(diffText(['*'], ['a'])).toBe('all events → 1 event')
  })
})
