import { describe, expect, it } from 'vitest'
import { parseSchemaText, schemaFault, schemaText } from './schema-text.ts'

describe('a JSON Schema as text', () => {
  it.each([{ type: 'object', required: ['id'] }, true, false, {}])('of %j comes back the same', (schema) => {
    expect(parseSchemaText(schemaText(schema))).toEqual({ schema })
  })

  it('is empty where there is none', () => {
    expect(schemaText(null)).toBe('')
    expect(parseSchemaText(' \n ')).toEqual({ schema: null })
  })

  it.each(['[]', '"text"', '7', 'null'])('cannot be %s', (text) => {
    expect(schemaFault(text)).toBe('A JSON Schema is an object, as {"type": "object"}.')
  })

  it('says in which line it is broken', () => {
    expect(schemaFault('{\n  "type": "object",\n  "required": ["id",]\n}')).toBe(
      'This is not JSON yet: see line 3.',
    )
  })

  it('says that its end is missing', () => {
    expect(schemaFault('{"type": "object"')).toBe('This is not JSON yet: its end is missing.')
  })
})
