import type { JsonSchema, OperationDoc, ParameterDoc } from '#lib/dialects/kit/http/operation-doc.ts'
import { JSON_PATCH, MERGE_PATCH } from './media-type.ts'

export const text = (description?: string): JsonSchema => ({
  type: 'string',
  ...(description ? { description } : {}),
})
export const flagSchema: JsonSchema = { type: 'boolean' }
export const whole: JsonSchema = { type: 'integer' }
export const time: JsonSchema = { type: 'string', format: 'date-time' }
export const uuid: JsonSchema = { type: 'string', format: 'uuid' }
export const anything: JsonSchema = {}

export const orNull = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] })
export const list = (items: JsonSchema): JsonSchema => ({ type: 'array', items })
export const map = (values: JsonSchema): JsonSchema => ({ type: 'object', additionalProperties: values })
export const words = (values: readonly string[]): JsonSchema => ({ type: 'string', enum: [...values] })

/** An object with these members and no other; all are there unless `optional` names them. */
export function object(
  properties: Readonly<Record<string, JsonSchema>>,
  optional: readonly string[] = [],
): JsonSchema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name))
  return {
    type: 'object',
    properties,
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  }
}

export const page = (items: JsonSchema): JsonSchema =>
  object({ items: list(items), next_cursor: orNull(text()), previous_cursor: orNull(text()) })

const problemSchema: JsonSchema = object(
  {
    type: text('urn:patchbay:problem: and the code'),
    title: text(),
    status: whole,
    detail: text(),
    instance: text('urn:uuid: and the request id'),
    code: text(),
    request_id: text(),
    parameter: text('the parameter of the query that is meant'),
    errors: list(object({ path: text('a JSON Pointer into the body'), code: text(), message: text() })),
    conflicts: list(
      object(
        {
          field: text(),
          key: text(),
          author: text(),
          changed_at: time,
          version: whole,
          current: anything,
        },
        ['key'],
      ),
    ),
  },
  ['parameter', 'errors', 'conflicts'],
)

const refusals: Readonly<Record<number, string>> = {
  400: 'The query or the body could not be read',
  401: 'No valid credential',
  403: 'Not allowed',
  404: 'Not found',
  409: 'The state does not allow it, or a request with this Idempotency-Key is still at work',
  412: 'If-Match names another version; what was changed since',
  413: 'The body is larger than 1 MiB',
  415: 'Another media type',
  422: 'A rule is broken; errors says which, and where',
  429: 'Too many requests',
  500: 'A fault of ours; the log has it under the request id',
  503: 'The database is away; try again',
}

/** The problems that an operation may answer: those that all may, and `more`. */
export function problems(...more: readonly number[]): OperationDoc['answers'] {
  const statuses = [400, 401, 403, 429, 500, 503, ...more].sort((a, b) => a - b)
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      { description: refusals[status] ?? 'A problem', schema: problemSchema },
    ]),
  )
}

export const pathParameter = (name: string, description: string, schema = text()): ParameterDoc => ({
  name,
  in: 'path',
  description,
  required: true,
  schema,
})
export const queryParameter = (name: string, description: string, schema = text()): ParameterDoc => ({
  name,
  in: 'query',
  description,
  schema,
})
const headerParameter = (name: string, description: string): ParameterDoc => ({
  name,
  in: 'header',
  description,
  schema: text(),
})

export const pageParameters: readonly ParameterDoc[] = [
  queryParameter('cursor', 'Where the page begins: next_cursor or previous_cursor of another'),
  queryParameter('limit', 'Items on a page; 50 by default', { type: 'integer', minimum: 1, maximum: 100 }),
]
export const ifNoneMatchParameter = headerParameter('If-None-Match', 'An ETag that is known already: 304')
export const ifMatchParameter = headerParameter(
  'If-Match',
  'The ETag that was seen. A later version is refused, 412',
)
export const preferParameter = headerParameter('Prefer', 'return=minimal answers 204 without a body')

const jsonPatchSchema = list(
  object(
    {
      op: { type: 'string', enum: ['add', 'remove', 'replace', 'move', 'copy', 'test'] },
      path: text(),
      from: text(),
      value: {},
    },
    ['from', 'value'],
  ),
)

/** The body of a PATCH: what a merge patch may carry, or a JSON Patch. */
export function patchBody(merge: JsonSchema): NonNullable<OperationDoc['body']> {
  return { [MERGE_PATCH]: merge, 'application/json': merge, [JSON_PATCH]: jsonPatchSchema }
}
