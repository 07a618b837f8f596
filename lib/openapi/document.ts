import type { DialectApi } from '#lib/dialects/kit/http/dialect-api.ts'
import type { Operation } from '#lib/dialects/kit/http/operation.ts'
import type { JsonSchema, OperationDoc } from '#lib/dialects/kit/http/operation-doc.ts'
import type { OperationSamples } from './samples.ts'

export type OpenApiDocument = Readonly<Record<string, unknown>>

const JSON_TYPE = 'application/json'

export interface DocumentOptions {
  /** under which programs reach us */
  readonly origin: string
  /** real requests and answers, by the operation's name */
  readonly samples: Readonly<Record<string, OperationSamples>>
}

/** The OpenAPI 3.1 document of one dialect's API, from what its operations say of themselves. */
export function openApiDocument(api: DialectApi, { origin, samples }: DocumentOptions): OpenApiDocument {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const operation of api.operations) {
    const path = openApiPath(operation.path, api)
    paths[path] ??= {}
    paths[path][operation.method.toLowerCase()] = documentOf(operation, api, samples[operation.name])
  }
  return shareSchemas({
    openapi: '3.1.0',
    info: { title: api.title, version: api.version, description: api.description },
    servers: [{ url: origin }],
    security: api.accepts.map((schemes) => Object.fromEntries(schemes.map((scheme) => [scheme, []]))),
    tags: tagsOf(api).map((name) => ({ name })),
    paths,
    components: { securitySchemes: api.security },
  })
}

/** In the order in which something of theirs can be read: what changes stands first in a router for its path's sake alone. */
function tagsOf({ operations }: DialectApi): readonly string[] {
  const reading = operations.filter(({ method }) => method === 'GET')
  return [...new Set([...reading, ...operations].map(({ doc }) => doc.tag))]
}

/** `/v1/webhooks/:id` and `/v1/webhooks/:id{[a-z]+}` as `/v1/webhooks/{id}`; with the slash that the door's paths end in. */
export function openApiPath(path: string, { trailingSlash }: Pick<DialectApi, 'trailingSlash'>): string {
  return path.replaceAll(/:(\w+)(\{[^/]*\})?\??/g, '{$1}') + (trailingSlash ? '/' : '')
}

function documentOf(
  { name, path, doc }: Operation,
  { refusalMediaType = JSON_TYPE }: DialectApi,
  samples: OperationSamples | undefined,
) {
  const parameters = [...(doc.parameters ?? []), ...unnamedParameters(path, doc)].map((parameter) => ({
    name: parameter.name,
    in: parameter.in,
    description: parameter.description,
    ...(parameter.required || parameter.in === 'path' ? { required: true } : {}),
    schema: parameter.schema,
  }))
  return {
    operationId: name,
    summary: doc.summary,
    ...(doc.description ? { description: doc.description } : {}),
    tags: [doc.tag],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(doc.body
      ? { requestBody: { required: !doc.bodyOptional, content: bodyContent(doc.body, samples?.request) } }
      : {}),
    responses: Object.fromEntries(
      Object.entries(doc.answers).map(([status, { description, schema }]) => [
        status,
        {
          description,
          ...(schema
            ? {
                content: {
                  [Number(status) < 400 ? JSON_TYPE : refusalMediaType]: {
                    schema,
                    ...exampleOf(samples?.answers[status]),
                  },
                },
              }
            : {}),
        },
      ]),
    ),
  }
}

/** Every name in a path needs a parameter; an operation that says nothing of one takes any text. */
function unnamedParameters(path: string, { parameters = [] }: OperationDoc) {
  const named = new Set(parameters.filter(({ in: where }) => where === 'path').map(({ name }) => name))
  return [...path.matchAll(/:(\w+)/g)]
    .map(([, name = '']) => name)
    .filter((name) => !named.has(name))
    .map((name) => ({
      name,
      in: 'path' as const,
      required: true,
      description: '',
      schema: { type: 'string' },
    }))
}

/** The schemas of a body by media type; JSON where the operation names none. */
export function bodySchemas(body: NonNullable<OperationDoc['body']>): Readonly<Record<string, JsonSchema>> {
  const types = Object.keys(body)
  const byType = types.length > 0 && types.every((type) => type.includes('/'))
  return byType ? (body as Readonly<Record<string, JsonSchema>>) : { [JSON_TYPE]: body as JsonSchema }
}

function bodyContent(body: NonNullable<OperationDoc['body']>, sample: unknown) {
  const entries = Object.entries(bodySchemas(body))
  return Object.fromEntries(
    entries.map(([type, schema], index) => [type, { schema, ...(index === 0 ? exampleOf(sample) : {}) }]),
  )
}

function exampleOf(sample: unknown): { readonly example?: unknown } {
  return sample === undefined ? {} : { example: sample }
}

/** Smaller ones are read more easily where they stand. */
const WORTH_SHARING = 120

/**
 * Schemas of answers that several operations have in common stand once, in `components`.
 */
function shareSchemas(document: Record<string, unknown> & { components: object }): OpenApiDocument {
  const seen = new Map<string, { count: number; status: string }>()
  visitAnswers(document, (status, holder) => {
    const text = JSON.stringify(holder.schema)
    seen.set(text, { count: (seen.get(text)?.count ?? 0) + 1, status })
  })
  const schemas: Record<string, unknown> = {}
  const names = new Map<string, string>()
  visitAnswers(document, (status, holder) => {
    const text = JSON.stringify(holder.schema)
    if (text.length < WORTH_SHARING || (seen.get(text)?.count ?? 0) < 2) return
    const name = names.get(text) ?? freeName(schemas, status)
    names.set(text, name)
    schemas[name] = holder.schema
    holder.schema = { $ref: `#/components/schemas/${name}` }
  })
  return { ...document, components: { ...document.components, ...(names.size > 0 ? { schemas } : {}) } }
}

function freeName(taken: Readonly<Record<string, unknown>>, status: string): string {
  const base = Number(status) < 400 ? 'Answer' : `Error${status}`
  for (let n = 1; ; n++) {
    const name = n === 1 && base !== 'Answer' ? base : `${base}${n}`
    if (!Object.hasOwn(taken, name)) return name
  }
}

function visitAnswers(
  document: Record<string, unknown>,
  visit: (status: string, holder: { schema: unknown }) => void,
): void {
  const paths = document.paths as Record<string, Record<string, { responses: Record<string, Answer> }>>
  for (const operations of Object.values(paths)) {
    for (const { responses } of Object.values(operations)) {
      for (const [status, { content }] of Object.entries(responses)) {
        for (const holder of Object.values(content ?? {})) visit(status, holder)
      }
    }
  }
}

interface Answer {
  readonly content?: Readonly<Record<string, { schema: unknown }>>
}
