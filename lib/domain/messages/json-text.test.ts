import { expect, test } from 'vitest'
import { exactJson } from './exact-json.ts'
import { jsonText, payloadOf } from './json-text.ts'
import type { JsonObject } from './message.ts'
import { MAX_PAYLOAD_DEPTH } from './schema.ts'

test('what was typed is stored with its numbers', () => {
  expect(jsonText(payloadOf(' {"id": 9007199254740993, "a": [-0]} '), 'payload')).toBe(
    '{"id":9007199254740993,"a":[-0]}',
  )
})

test.each([
  ['{"id":', 'bad_format'],
  ['[]', 'wrong_type'],
  ['null', 'wrong_type'],
  ['12345678901234567890', 'wrong_type'],
])('%s is no payload', (text, code) => {
  expect(() => payloadOf(text)).toThrow(
    expect.objectContaining({
      code: 'invalid',
      issues: [expect.objectContaining({ path: ['payload'], code })],
    }),
  )
})

test.each([
  ['1e400', MAX_PAYLOAD_DEPTH, true],
  ['1', MAX_PAYLOAD_DEPTH, true],
  ['1e400', MAX_PAYLOAD_DEPTH + 1, false],
  ['1', MAX_PAYLOAD_DEPTH + 1, false],
])('%s may lie %i levels deep: %s', (number, depth, isFine) => {
  const value = exactJson(`${'{"a":'.repeat(depth)}${number}${'}'.repeat(depth)}`) as JsonObject
  const write = () => jsonText(value, 'payload')
  if (isFine) expect(write()).toContain(number)
  else expect(write).toThrow('levels')
})
