import type { DialectApi } from '#lib/dialects/kit/http/dialect-api.ts'
import type { JsonSchema } from '#lib/dialects/kit/http/operation-doc.ts'
import type { DoorAnswer } from '#lib/testing/door.ts'
import { schemaFaults } from '#lib/testing/json-schema.ts'
import type { FuzzRequest } from './requests.ts'

/** Statuses that belong to no operation: a method or a path that the door does not have. */
const UNDOCUMENTED = [404, 405]

/** What is wrong with an answer, or null. */
export function faultOf(api: DialectApi, request: FuzzRequest, answer: DoorAnswer): string | null {
  const { status, text } = answer
  if (status >= 500) return `a ${status}`
  if (request.method === 'HEAD' || request.method === 'OPTIONS')
    return text === '' ? null : `a body for ${request.method}`
  const { operation, attack } = request
  // a made-up method or path can be those of another operation, as `.` is of the list
  const isElsewhere = request.method !== operation.method || attack === 'path'
  const own = operation.doc.answers[status]
  if (own && !isElsewhere) return bodyFault([own.schema], answer)
  const ofOthers = schemasOf(api, status)
  if (ofOthers.length > 0 && (status >= 400 || isElsewhere)) return bodyFault(ofOthers, answer)
  if (!UNDOCUMENTED.includes(status)) return `a ${status}, which is not documented`
  return bodyFault(errorShapes(api), answer)
}

function bodyFault(schemas: readonly (JsonSchema | null)[], { text, body }: DoorAnswer): string | null {
  const faults = schemas.map((schema) => {
    if (schema === null) return text === '' ? [] : ['a body where none belongs']
    return text === '' ? ['no body'] : schemaFaults(schema, body)
  })
  if (faults.some((one) => one.length === 0)) return null
  return faults[0]?.slice(0, 3).join('; ') ?? 'nothing is documented'
}

const byStatus = new WeakMap<DialectApi, Map<number, (JsonSchema | null)[]>>()

/** How any operation of the door documents a status. */
function schemasOf(api: DialectApi, status: number): readonly (JsonSchema | null)[] {
  const known = byStatus.get(api) ?? new Map<number, (JsonSchema | null)[]>()
  byStatus.set(api, known)
  const found = known.get(status) ?? distinct(api.operations.map(({ doc }) => doc.answers[status]?.schema))
  known.set(status, found)
  return found
}

function distinct(schemas: readonly (JsonSchema | null | undefined)[]): (JsonSchema | null)[] {
  const byText = new Map(
    schemas.filter((schema) => schema !== undefined).map((schema) => [JSON.stringify(schema), schema]),
  )
  return [...byText.values()]
}

const shapes = new WeakMap<DialectApi, JsonSchema[]>()

/** The door's envelopes of refusals, whatever code they carry. */
function errorShapes(api: DialectApi): readonly JsonSchema[] {
  const refusals = api.operations.flatMap(({ doc }) =>
    Object.entries(doc.answers)
      .filter(([status]) => Number(status) >= 400)
      .map(([, { schema }]) => schema),
  )
  const made = shapes.get(api) ?? distinct(refusals).map((schema) => anyCode(schema) as JsonSchema)
  shapes.set(api, made)
  return made
}

function anyCode(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(anyCode)
  if (typeof schema !== 'object' || schema === null) return schema
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => key !== 'enum' && key !== 'const')
      .map(([key, value]) => [key, anyCode(value)]),
  )
}
