import type { Call, Method, Operation, WireAnswer } from '#lib/dialects/kit/http/operation.ts'
import type { JsonValue } from '#lib/dialects/kit/json.ts'
import { answerOnce } from '#lib/domain/idempotency/keyed-answer.ts'
import { invalid, isDomainError, notFound } from '#lib/domain/shared/errors.ts'
import { strictExactJson, strictJson } from './json-text.ts'
import { badQuery, Refusal } from './refusal.ts'
import { wireField } from './wire-names.ts'

export const ROOT = '/api/patchbay/v1'

const changing: readonly Method[] = ['POST', 'PUT', 'PATCH', 'DELETE']

/**
 * What all operations here have in common: parameters that they do not know are refused, and a change that comes twice
 * with one `Idempotency-Key` is done once.
 */
export function operation(own: Omit<Operation, 'door'>): Operation {
  const parameters = new Set(
    (own.doc.parameters ?? []).filter((parameter) => parameter.in === 'query').map(({ name }) => name),
  )
  const handle = async (call: Call): Promise<WireAnswer> => {
    // a path comes decoded, and PostgreSQL has no text with a NUL
    if (call.path.includes('\u0000')) throw notFound('Resource')
    refuseUnknown(call.query, parameters)
    return own.handle(call)
  }
  return {
    ...own,
    door: own.method === 'GET' ? 'view' : 'manage',
    doc: changing.includes(own.method)
      ? { ...own.doc, parameters: [...(own.doc.parameters ?? []), idempotencyKey] }
      : own.doc,
    async handle(call) {
      try {
        return await (changing.includes(own.method) ? once(call, handle) : reading(call, handle))
      } catch (error) {
        if (error instanceof Refusal) return error.answer(call.requestId)
        throw error
      }
    },
  }
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  description:
    'The same key with the same request within 24 hours gets the first answer again; with another request 422; while the first is at work 409.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
} as const

async function once(call: Call, handle: Operation['handle']): Promise<WireAnswer> {
  const key = call.header('idempotency-key')
  if (key === undefined) return handle(call)
  const { caller, ctx, method, path, query, bytes } = call
  // an app's tokens follow each other; the app and its user stay
  const holder = caller.oauthAppId ? `app:${caller.oauthAppId}:${caller.userId ?? ''}` : caller.credentialId
  const request = {
    scope: `standard:${holder}`,
    key,
    method,
    path: query.size > 0 ? `${path}?${query}` : path,
    bytes,
  }
  const { answer, isReplay } = await answerOnce(ctx, request, () => handle(call))
  return isReplay ? { ...answer, headers: { ...answer.headers, 'idempotency-replayed': 'true' } } : answer
}

/** What a reading verb finds wrong came from the query. */
async function reading(call: Call, handle: Operation['handle']): Promise<WireAnswer> {
  try {
    return await handle(call)
  } catch (error) {
    if (!isDomainError(error) || error.code !== 'invalid') throw error
    throw badQuery(wireField(String(error.issues[0]?.path[0] ?? '')), error.message)
  }
}

function refuseUnknown(query: URLSearchParams, known: ReadonlySet<string>): void {
  const strange = [...query.keys()].find((name) => !known.has(name))
  if (strange !== undefined) throw badQuery(strange, `There is no parameter ${strange} here.`)
}

/** The parsed body, read strictly. */
export function bodyOf(call: Call): JsonValue {
  return strictJson(call.bytes)
}

/** The same with the numbers that came, for payloads. */
export function exactBodyOf(call: Call): JsonValue {
  return strictExactJson(call.bytes)
}

export type Members<T extends string> = { readonly [name in T]?: JsonValue }

/** A body that may be left out, and else is an object with these members. Throws `invalid`. */
export function membersOf<T extends string>(
  call: Call,
  known: readonly T[],
  { isOptional = false, read = bodyOf } = {},
): Members<T> {
  if (isOptional && call.bytes.byteLength === 0) return {} as Members<T>
  const body = read(call)
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalid([{ path: [], code: 'wrong_type', message: 'The body must be an object.' }])
  const strange = Object.keys(body).filter((key) => !(known as readonly string[]).includes(key))
  if (strange.length > 0)
    throw invalid(
      strange.map((key) => ({ path: [key], code: 'unknown_field', message: `${key} is not a field here.` })),
    )
  return body as Members<T>
}
