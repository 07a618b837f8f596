import { describe, expect, test } from 'vitest'
import { payloadJudge } from './payload-schema.ts'
import { samplePayload } from './sample-payload.ts'

/** What publishing would say to the sample. */
function faultsOf(schema: unknown): readonly unknown[] {
  const judge = payloadJudge(schema)
  if (typeof judge === 'string') throw new Error(judge)
  return judge(samplePayload(schema))
}

const money = {
  type: 'object',
  required: ['amount', 'currency'],
  properties: { amount: { type: 'integer', minimum: 1 }, currency: { type: 'string', maxLength: 3 } },
}

describe('a sample made from a JSON Schema', () => {
  test.each([
    [
      'an invoice',
      { type: 'object', required: ['id'], properties: { id: { type: 'string' }, total: money } },
    ],
    ['references', { type: 'object', properties: { total: { $ref: '#/$defs/money' } }, $defs: { money } }],
    ['parts', { allOf: [money, { required: ['note'], properties: { note: { type: 'string' } } }] }],
    ['choices', { type: 'object', oneOf: [{ required: ['a'], properties: { a: { const: 1 } } }, money] }],
    ['required without a description', { type: 'object', required: ['anything'] }],
    ['nothing', {}],
    ['anything', true],
    ['closed', { type: 'object', properties: { a: { type: 'boolean' } }, additionalProperties: false }],
    [
      'formats',
      {
        type: 'object',
        properties: Object.fromEntries(
          ['date', 'time', 'date-time', 'email', 'uri', 'uuid', 'ipv4', 'ipv6', 'hostname', 'duration'].map(
            (format) => [format, { type: 'string', format }],
          ),
        ),
      },
    ],
    [
      'bounds',
      {
        type: 'object',
        properties: {
          low: { type: 'integer', maximum: 3 },
          high: { type: 'integer', exclusiveMinimum: 100 },
          part: { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1.5 },
          step: { type: 'integer', multipleOf: 25 },
          long: { type: 'string', minLength: 30 },
          short: { type: 'string', maxLength: 2 },
          list: { type: 'array', minItems: 3, items: { enum: ['a', 'b'] } },
          pair: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }] },
          maybe: { type: ['null', 'string'] },
        },
      },
    ],
  ])('is one that can be published: %s', (_, schema) => {
    expect(faultsOf(schema)).toEqual([])
  })

  test('takes examples, defaults and first choices where the schema has them', () => {
    const properties = {
      a: { type: 'string', examples: ['A-1', 'A-2'] },
      b: { type: 'integer', default: 7 },
      c: { enum: ['open', 'closed'] },
      currency: { type: 'string' },
    }
    expect(samplePayload({ type: 'object', properties })).toEqual({
      a: 'A-1',
      b: 7,
      c: 'open',
      currency: 'EUR',
    })
  })

  test('has every property, whatever its name', () => {
    const schema = JSON.parse(
      '{"type":"object","properties":{"__proto__":{"const":1},"constructor":{"const":2}}}',
    )
    expect(JSON.stringify(samplePayload(schema))).toBe('{"__proto__":1,"constructor":2}')
  })

  test('ends also where the schema does not', () => {
    const schema = { type: 'object', properties: { child: { $ref: '#' } } }
    expect(JSON.stringify(samplePayload(schema)).length).toBeLessThan(1_000)
  })

  test('is an object also where the schema is not one of objects', () => {
    for (const schema of [{ type: 'array' }, false, null, 'text', { $ref: '#/nowhere' }])
      expect(samplePayload(schema)).toEqual({})
  })
})
