import { describe, expect, test } from 'vitest'
import { standardProfile } from '#lib/dialects/standard/profile.ts'
import { fieldSchema } from '#lib/domain/endpoints/schema.ts'
import { newEntrySchema, valueSchema } from './map-rules.ts'

function ruleOf(field: 'headers' | 'metadata') {
  const rule = fieldSchema(standardProfile, field)
  if (!rule) throw new Error('The standard dialect has every map.')
  return rule
}
const headers = ruleOf('headers')
const metadata = ruleOf('metadata')

function faults(entry: { key: string; value: string }, existing: Record<string, string> = {}) {
  const result = newEntrySchema(headers, 'header', existing).safeParse(entry)
  return result.success ? [] : result.error.issues.map(({ path, message }) => [path.join('.'), message])
}

describe('a header to add', () => {
  test('is trimmed and fine', () => {
    const result = newEntrySchema(headers, 'header', {}).safeParse({ key: ' X-Team ', value: 'billing' })
    expect(result.data).toEqual({ key: 'X-Team', value: 'billing' })
  })

  test.each([
    ['', 'Enter the name of the header.'],
    ['X Team', 'A header name may have letters, digits and hyphens only.'],
    ['Host', 'Host is set by Patchbay itself.'],
    ['x-team', 'Header name x-team is there already. Edit it instead.'],
  ])('is refused at its name: %s', (key, message) => {
    expect(faults({ key, value: 'x' }, { 'X-Team': 'a' })).toEqual([['key', message]])
  })

  test('is refused at its value', () => {
    expect(faults({ key: 'X-Team', value: 'é' })).toEqual([
      ['value', 'The value of X-Team has characters that a header cannot carry.'],
    ])
  })
})

describe('a key of metadata', () => {
  test('has a case', () => {
    const schema = newEntrySchema(metadata, 'metadata', { Owner: 'a' })
    expect(schema.safeParse({ key: 'owner', value: 'b' }).success).toBe(true)
    expect(schema.safeParse({ key: 'Owner', value: 'b' }).success).toBe(false)
  })

  test('judges a value by the same rule', () => {
    expect(valueSchema(metadata, 'owner').safeParse('x'.repeat(501)).error?.issues[0]?.message).toBe(
      'The value of owner may have at most 500 characters.',
    )
    expect(valueSchema(metadata, 'owner').safeParse('x').success).toBe(true)
  })
})
