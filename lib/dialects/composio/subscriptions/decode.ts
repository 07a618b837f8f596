import { nameOfUrl } from '#lib/dialects/kit/http/endpoint-name.ts'
import { isObject } from '#lib/dialects/kit/http/json-body.ts'
import { invalid } from '#lib/domain/shared/errors.ts'

/** Wire key and the core's field, in the order of the reference page. */
const FIELDS = [
  ['webhook_url', 'url'],
  ['enabled_events', 'events'],
  ['version', 'payloadVersion'],
] as const

/**
 * A PATCH's fields in the core's words; other keys are passed over, also those that answers show, so that a mask which
 * comes back changes nothing. Values go on as they are: no field takes null (B6), and the core refuses it.
 * Throws `invalid` for a body without a known field (B1).
 */
export function decodePatch(body: unknown): Readonly<Record<string, unknown>> {
  const patch = pickFields(body)
  if (Object.keys(patch).length > 0) return patch
  const names = FIELDS.map(([wire]) => wire).join(', ')
  throw invalid([{ path: [], code: 'required', message: `At least one of ${names} must be provided.` }])
}

/** A POST's fields. The wire has no name, so the dashboard shows the URL's host. */
export function decodeCreate(body: unknown): Readonly<Record<string, unknown>> {
  const fields = pickFields(body)
  return { ...fields, name: nameOfUrl(fields.url) }
}

function pickFields(body: unknown): Record<string, unknown> {
  if (!isObject(body))
    throw invalid([{ path: [], code: 'wrong_type', message: 'The body must be a JSON object.' }])
  const entries = FIELDS.filter(([wire]) => Object.hasOwn(body, wire))
  return Object.fromEntries(entries.map(([wire, field]) => [field, body[wire]]))
}
