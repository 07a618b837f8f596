import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { JsonSchema } from '#lib/dialects/kit/http/operation-doc.ts'

const ajv = new Ajv2020({ strict: false, allErrors: true })
// the module is CommonJS: the function is its default's default for Node, and its default for types
addFormats.default(ajv)
const compiled = new WeakMap<object, ReturnType<typeof ajv.compile>>()

/** What a value breaks of a JSON Schema 2020-12, as sentences; empty when it fits. */
export function schemaFaults(schema: JsonSchema, value: unknown): string[] {
  const validate = compiled.get(schema) ?? ajv.compile(schema)
  compiled.set(schema, validate)
  if (validate(value)) return []
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || '(all)'} ${message}`)
}

/** OpenAPI 3.0's `nullable: true`, which some 3.1 documents still have, in 3.1's own way. */
export function withNullableTypes(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withNullableTypes)
  if (typeof schema !== 'object' || schema === null) return schema
  const { nullable, ...rest } = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, withNullableTypes(value)]),
  )
  return nullable === true ? { ...rest, type: [rest.type, 'null'] } : rest
}
