import { describe, expect, test } from 'vitest'
import { isDomainError } from '#lib/domain/shared/errors.ts'
import { strictJson } from './json-text.ts'

const read = (text: string) => strictJson(new TextEncoder().encode(text))
const message = (text: string) => {
  try {
    read(text)
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

describe('a body that is read strictly', () => {
  test.each([
    '{}',
    'null',
    '"a"',
    '[1,{"a":1},{"a":2}]',
    '{"a":{"a":[{"a":1}]},"b":"}{\\"[],:"}',
    '{"a":"\\\\","b":"\\"","c":"{\\"a\\":1,\\"a\\":2}"}',
    ' {\n"a" : "b" , "c" : [ ] } ',
    '{"\\u0061b":1,"a":2}',
    '{"e":"\\ud83d\\ude00"}',
  ])('%s is what it says', (text) => {
    expect(read(text)).toEqual(JSON.parse(text))
  })

  test.each([
    ['{"url":1,"url":2}', 'The key "url" comes twice.'],
    ['{"a":{"x":1,"y":{},"x":2}}', 'The key "x" comes twice.'],
    ['[{"a":[],"a":[]}]', 'The key "a" comes twice.'],
    ['{"a":1,"\\u0061":2}', 'The key "a" comes twice.'],
    ['{"a":"\\"","a":2}', 'The key "a" comes twice.'],
    ['{"a":', 'The body is not valid JSON.'],
    ['', 'The body is not valid JSON.'],
    [`${'['.repeat(65)}${']'.repeat(65)}`, 'The body is nested deeper than 64 levels.'],
  ])('%s is refused: %s', (text, expected) => {
    expect(message(text)).toBe(expected)
  })

  test('half a megabyte of brackets is refused without breaking', () => {
    expect(message('['.repeat(500_000))).not.toBeNull()
    expect(message(`${'['.repeat(500_000)}${']'.repeat(500_000)}`)).toMatch(/nested/)
  })

  test.each([
    ['{"metadata":{"__proto__":1}}', ['metadata', '__proto__']],
    ['[1,{"a":[0,{"__proto__":{}}]}]', [1, 'a', 1, '__proto__']],
    ['{"__pro\\u0074o__":{}}', ['__proto__']],
    ['{"name":"a\\u0000b"}', ['name']],
    ['{"events":["x","\\ud800"]}', ['events', 1]],
  ])('%s is refused at its place', (text, path) => {
    try {
      read(text)
      expect.unreachable()
    } catch (error) {
      expect(isDomainError(error) && error.issues[0]?.path).toEqual(path)
    }
  })

  test('bytes that are no UTF-8 are refused', () => {
    expect(() => strictJson(Uint8Array.from([0x22, 0xff, 0x22]))).toThrow('UTF-8')
  })
})
