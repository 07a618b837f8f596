import { expect, test } from 'vitest'
import { payloadJudge } from './payload-schema.ts'

function sentenceOf(schema: unknown, payload: unknown): string | undefined {
  const judge = payloadJudge(schema)
  if (typeof judge === 'string') throw new Error(judge)
  return judge(payload)[0]?.message
}

const fits = 'The payload does not fit its schema: '
const line = { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: false }

test.each([
  ['a key too many', line, { a: '', total: 1 }, 'it must not have “total”.'],
  [
    'a key too many, deeper',
    { type: 'object', properties: { b: line } },
    { b: { c: 1 } },
    'b must not have “c”.',
  ],
  ['a key that is missing', { ...line, required: ['a'] }, {}, "it must have required property 'a'."],
  ['a wrong type', line, { a: 1 }, 'a must be string.'],
])('%s is named', (_what, schema, payload, words) => {
  expect(sentenceOf(schema, payload)).toBe(fits + words)
})

test('what fits is fine', () => {
  expect(sentenceOf(line, { a: 'b' })).toBeUndefined()
})
