import { jsonFault } from '#components/form/json-fault.ts'

/** A JSON Schema as it is typed and read: two spaces deep; empty where there is none. */
export function schemaText(schema: unknown): string {
  return schema === null || schema === undefined ? '' : JSON.stringify(schema, null, 2)
}

export type ParsedSchema = { readonly schema: unknown } | { readonly fault: string }

/** What was typed, as a schema or null for none; or what is wrong with it, in words that say where. */
export function parseSchemaText(text: string): ParsedSchema {
  if (text.trim() === '') return { schema: null }
  const fault = jsonFault(text)
  if (fault) return { fault }
  const schema: unknown = JSON.parse(text)
  const fits = typeof schema === 'boolean' || (typeof schema === 'object' && schema && !Array.isArray(schema))
  return fits ? { schema } : { fault: 'A JSON Schema is an object, as {"type": "object"}.' }
}

/** The fault of what was typed, if any. */
export function schemaFault(text: string): string | undefined {
  const parsed = parseSchemaText(text)
  return 'fault' in parsed ? parsed.fault : undefined
}
