import { describe, expect, test } from 'vitest'
import { prettyJson } from './pretty-json.ts'

describe('JSON for reading', () => {
  test.each([
    { a: 1, b: [1, 2, { c: 'x' }], d: {}, e: [], f: null, g: true, h: [[], [{}]] },
    [],
    {},
    'text, with {marks}: [of] "structure" \\ and {',
    { 'a "quoted\\" {key': 'ends with {' },
    -1.5e-7,
    [[['deep']]],
  ])('is laid out as JSON.stringify would do it: %j', (value) => {
    expect(prettyJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2))
    expect(prettyJson(JSON.stringify(value, null, 7))).toBe(JSON.stringify(value, null, 2))
  })

  test('keeps all digits, and keys that stand there twice', () => {
    expect(prettyJson('{"id":12345678901234567890,"a":1,"a":2}')).toBe(
      '{\n  "id": 12345678901234567890,\n  "a": 1,\n  "a": 2\n}',
    )
  })

  test('is left as it is where it is none', () => {
    for (const text of ['', 'ok', '<html>{}</html>', '{"a":']) expect(prettyJson(text)).toBe(text)
  })
})
