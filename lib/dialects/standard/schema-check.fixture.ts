import type { JsonSchema } from '#lib/dialects/kit/http/operation-doc.ts'

/** What of a value is not as its schema says: as much of JSON Schema as the documents of this room use. */
export function schemaFaults(schema: JsonSchema, value: unknown, at = ''): string[] {
  const { anyOf, type, properties, required, additionalProperties, items } = schema
  if (Array.isArray(anyOf)) {
    const all = anyOf.map((one: JsonSchema) => schemaFaults(one, value, at))
    return all.some((faults) => faults.length === 0) ? [] : all.flat()
  }
  if ('const' in schema && value !== schema.const) return [`${at}: is not ${String(schema.const)}`]
  if (Array.isArray(schema.enum) && !schema.enum.includes(value))
    return [`${at}: ${String(value)} is no choice`]
  if (typeof type === 'string' && typeOf(value, type) !== type) return [`${at}: is no ${type}`]
  if (type === 'array' && Array.isArray(value))
    return value.flatMap((item, i) => schemaFaults((items ?? {}) as JsonSchema, item, `${at}/${i}`))
  if (type !== 'object' || typeof value !== 'object' || value === null) return []
  const known = (properties ?? {}) as Readonly<Record<string, JsonSchema>>
  const missing = ((required ?? []) as string[]).filter((key) => !Object.hasOwn(value, key))
  return [
    ...missing.map((key) => `${at}/${key}: is missing`),
    ...Object.entries(value).flatMap(([key, child]) => {
      const path = `${at}/${key}`
      if (known[key]) return schemaFaults(known[key], child, path)
      if (additionalProperties === false) return [`${path}: is not documented`]
      return schemaFaults((additionalProperties ?? {}) as JsonSchema, child, path)
    }),
  ]
}

function typeOf(value: unknown, wanted: string): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (wanted === 'integer' && Number.isInteger(value)) return 'integer'
  return typeof value
}
