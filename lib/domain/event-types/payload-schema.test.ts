import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Effort } from './effort.ts'
import { payloadJudge } from './payload-schema.ts'
import { schemaWeight } from './schema-limits.ts'

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

const inX = (x: object) => ({ type: 'object', properties: { x } })

function issueOf(schema: unknown, payload: unknown) {
  const judge = payloadJudge(schema)
  if (typeof judge === 'string') throw new Error(judge)
  return judge(payload)[0]
}

describe('what would take too long', () => {
  const patterns = Array.from({ length: 20 }, (_, i) => ({ pattern: `[^b${i}]{0,240}c` }))
  const long = 'a'.repeat(8_000)

  test('is refused when the patterns together looked at texts for too long, in words that name one', () => {
    const issue = issueOf(inX({ items: { allOf: patterns } }), { x: ['c', `${long}c`] })
    expect(issue).toMatchObject({ path: ['payload', 'x', 1], code: 'too_long' })
    expect(issue?.message).toMatch(/^The payload takes too long to judge: x\.1 .* the pattern \[\^b0?\]/)
  })

  test('is not what one payload did before another', () => {
    const schema = inX({ pattern: '^[^@ ]+@[^@ ]+$' })
    for (let i = 0; i < 20; i++) expect(issueOf(schema, { x: `${'a'.repeat(100_000)}@b` })).toBeUndefined()
  })

  test('is counted for all payloads of a call together', () => {
    const judge = payloadJudge(inX({ type: 'array', items: { pattern: '[^b]{0,240}c' } }))
    if (typeof judge === 'string') throw new Error(judge)
    const payload = { x: [`${'a'.repeat(5_000)}c`] }
    const [alone, together] = [Array.from({ length: 20 }, () => judge(payload)), new Effort()]
    expect(alone.flat()).toEqual([])
    const paused = []
    const found = Array.from({ length: 20 }, () => {
      const issues = judge(payload, together)
      if (together.isTimeToPause()) paused.push(1)
      return issues.length
    })
    expect([found[0], found.at(-1), paused.length >= 5]).toEqual([0, 1, true])
  })

  test('is refused also for keys', () => {
    const schema = inX({ patternProperties: { '[^b]{0,200}c': { type: 'string' } } })
    const { path, code } = issueOf(schema, { x: { [long.repeat(4)]: 1 } }) ?? {}
    expect([path?.[2] === long.repeat(4), code]).toEqual([true, 'too_long'])
  })

  test('is refused for formats that look at the same text again and again', () => {
    const schema = inX({ allOf: Array.from({ length: 100 }, () => ({ format: 'uri' })) })
    expect(issueOf(schema, { x: 'a:b' })).toBeUndefined()
    expect(issueOf(schema, { x: `a:${long.repeat(25)}` })?.message).toContain('the format uri')
  })

  test('is refused for more values than rules allow', () => {
    const schema = inX({ items: { anyOf: Array.from({ length: 300 }, (_, i) => ({ minimum: 300 - i })) } })
    expect(issueOf(schema, { x: [1, 2, 3] })).toBeUndefined()
    expect(issueOf(schema, { x: Array.from({ length: 100_000 }, () => 1) })).toMatchObject({
      path: ['payload'],
      code: 'too_many',
    })
  })

  test('cannot be made of a URL', () => {
    const isUrl = (x: string) => issueOf(inX({ format: 'url' }), { x }) === undefined
    expect(isUrl(`http://${':'.repeat(250_000)}`)).toBe(false)
    expect(isUrl(`http://${'é'.repeat(100_000)}.com`)).toBe(false)
    expect(isUrl(`https://example.com/${long}?a=b#c`)).toBe(true)
    expect(['//example.com', 'mailto:a@example.com', 'http://a b', 'http://'].filter(isUrl)).toEqual([])
  })

  test('is refused before, where the patterns are too long together', () => {
    const many = Array.from({ length: 100 }, (_, i) => ({ pattern: `[^b${i}]{0,240}c` }))
    expect(payloadJudge(inX({ allOf: many }))).toBe('Its patterns are too long together.')
    const same = Array.from({ length: 100 }, () => ({ pattern: '[^b]{0,240}c' }))
    expect(payloadJudge(inX({ allOf: same }))).toBeTypeOf('function')
  })
})

test('values are compared by what they are', () => {
  const value = fc.jsonValue({ maxDepth: 2 }).map((made) => JSON.parse(JSON.stringify(made)))
  const fits = (x: object, value: unknown) => issueOf(inX(x), { x: value }) === undefined
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 4 }), value, (choices, one) => {
      const isChoice = choices.some((choice) => isDeepStrictEqual(choice, one))
      const areUnique = choices.every((a, i) => choices.slice(0, i).every((b) => !isDeepStrictEqual(a, b)))
      expect(fits({ enum: choices }, one)).toBe(isChoice)
      expect(fits({ enum: choices }, structuredClone(choices[0]))).toBe(true)
      expect(fits({ const: choices[0] }, one)).toBe(isDeepStrictEqual(choices[0], one))
      expect(fits({ uniqueItems: true }, choices)).toBe(areUnique)
      expect(fits({ uniqueItems: true }, [...choices, structuredClone(choices[0])])).toBe(false)
      expect(fits({ uniqueItems: false }, [one, one])).toBe(true)
    }),
    { numRuns: 40 },
  )
  expect(fits({ enum: [{ a: 1, b: [0] }] }, { b: [-0], a: 1 })).toBe(true)
})

test.each([
  ['allOf', 1],
  ['unevaluatedProperties', 16],
])('a schema with %s weighs %s for each rule', (keyword, weight) => {
  expect(schemaWeight({ type: 'object', [keyword]: [] })).toBe(2 * weight)
})

test('a schema weighs what its references come to', () => {
  const $ref = '#/$defs/a'
  const one = schemaWeight({ $defs: { a: { type: 'string', required: ['a', 'b'] } }, anyOf: [{ $ref }] })
  const two = schemaWeight({
    $defs: { a: { type: 'string', required: ['a', 'b'] } },
    anyOf: [{ $ref }, { $ref }],
  })
  // the reference, the two rules and the list with its two names
  expect(two - one).toBe(6)
})
