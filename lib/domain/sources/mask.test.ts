import { describe, expect, test } from 'vitest'
import { isMask, maskValue } from './mask.ts'

describe('the mask of a value', () => {
  test.each([
    ['abcdefghi', 'abcd...'],
    ['xoxb-1234-5678', 'xoxb...'],
    ['12345678', '...'],
    ['a', '...'],
    ['🔑🔒🔓🗝️ and more', '🔑🔒🔓🗝...'],
    ['🔑🔑🔑🔑🔑🔑🔑🔑', '...'],
  ])('%s is %s', (value, mask) => {
    expect(maskValue(value)).toBe(mask)
    expect(isMask(mask)).toBe(true)
    expect(isMask(value)).toBe(false)
  })

  test.each(['abcd', 'abcde...', 'abc...', '', '....', 'abcd..'])('%j is none', (text) => {
    expect(isMask(text)).toBe(false)
  })
})
