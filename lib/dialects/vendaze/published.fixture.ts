import { readFileSync } from 'node:fs'
import type { JsonSchema } from '#lib/dialects/kit/http/operation-doc.ts'
import { schemaFaults, withNullableTypes } from '#lib/testing/json-schema.ts'

interface PublishedAnswer {
  readonly $ref?: string
  readonly content: {
    readonly 'application/json': { readonly schema: JsonSchema; readonly example?: unknown }
  }
}

interface PublishedDocument {
  readonly paths: Record<string, { patch: { responses: Readonly<Record<string, PublishedAnswer>> } }>
  readonly components: {
    readonly responses: Readonly<Record<string, PublishedAnswer>>
    readonly schemas: Readonly<Record<string, JsonSchema>>
  }
}

/** The vendor's own OpenAPI document of `PATCH /v1/webhooks/{id}`. */
export const published: PublishedDocument = JSON.parse(
  readFileSync(new URL('./__fixtures__/update-webhook.openapi.json', import.meta.url), 'utf8'),
)

/** The vendor's answers by status, references followed. */
export const publishedAnswers: ReadonlyMap<number, PublishedAnswer> = new Map(
  Object.entries(published.paths['/v1/webhooks/{id}']?.patch.responses ?? {}).map(([status, answer]) => [
    Number(status),
    answer.$ref ? (published.components.responses[answer.$ref.split('/').at(-1) ?? ''] ?? answer) : answer,
  ]),
)

const schemas = new Map<number, JsonSchema>()

/**
 * What an answer breaks of the vendor's schema for its status. The vendor's objects name no required keys and no end, so
 * each is taken to have exactly the keys that it names.
 */
export function publishedFaults(status: number, body: unknown): string[] {
  const answer = publishedAnswers.get(status)
  if (!answer) return [`${status} is not published`]
  const { components } = published
  const whole = { ...answer.content['application/json'].schema, components }
  const schema = schemas.get(status) ?? (closed(withNullableTypes(whole)) as JsonSchema)
  schemas.set(status, schema)
  return schemaFaults(schema, body)
}

function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed)
  if (typeof schema !== 'object' || schema === null) return schema
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]))
  if (inner.type !== 'object' || typeof inner.properties !== 'object' || inner.properties === null)
    return inner
  return { ...inner, required: Object.keys(inner.properties), additionalProperties: false }
}
