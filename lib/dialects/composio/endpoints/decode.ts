import { isObject } from '#lib/dialects/kit/http/json-body.ts'
import { invalid } from '#lib/domain/shared/errors.ts'
import type { CreateSource } from '#lib/domain/sources/create.ts'

/** Unknown keys are passed over; the values go on as they are, and the core judges them. */
export function decodeCreate(body: unknown): CreateSource {
  const known = objectOf(body)
  return { toolkit: own(known, 'toolkit_slug'), clientId: own(known, 'client_id') }
}

/** `data` alone; whether it is there, and what its members are, the core judges (A1 to A4, A7). */
export function decodeData(body: unknown): unknown {
  return own(objectOf(body), 'data')
}

/** The toolkit that a list or the schema is asked about; undefined for none. */
export function decodeToolkit(query: URLSearchParams): string | undefined {
  return query.get('toolkit_slug') || undefined
}

function objectOf(body: unknown): Readonly<Record<string, unknown>> {
  if (isObject(body)) return body
  throw invalid([{ path: [], code: 'wrong_type', message: 'The body must be a JSON object.' }])
}

function own(body: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(body, key) ? body[key] : undefined
}
