import { readBody } from '#lib/http/read-body.ts'
import { OauthFailure } from './failure.ts'

const MAX_BYTES = 64 * 1024
const FORM = 'application/x-www-form-urlencoded'

/** The parameters of a request, each at most once and none of them empty. */
export type Form = ReadonlyMap<string, string>

/**
 * Reads a form-encoded body (RFC 6749, section 3.2). A parameter without a value counts as absent.
 * Throws `invalid_request`, as 415 for another media type and as 413 for a body that is too large.
 */
export async function readForm(request: Request): Promise<Form> {
  const type = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase()
  if (type !== undefined && type !== FORM)
    throw new OauthFailure('invalid_request', `Send the parameters as ${FORM}.`, { status: 415 })
  const bytes = await readBody(request, MAX_BYTES)
  if (bytes === null)
    throw new OauthFailure('invalid_request', `The body is larger than ${MAX_BYTES} bytes.`, { status: 413 })
  if (type === undefined && bytes.byteLength > 0)
    throw new OauthFailure('invalid_request', `Send the parameters as ${FORM}.`, { status: 415 })
  const form = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(new TextDecoder().decode(bytes))) {
    if (value === '') continue
    if (form.has(name)) throw new OauthFailure('invalid_request', 'A parameter was sent more than once.')
    form.set(name, value)
  }
  return form
}

/** The value of a parameter that must be there. Throws `invalid_request`. */
export function required(form: Form, name: string): string {
  const value = form.get(name)
  if (value === undefined) throw new OauthFailure('invalid_request', `${name} is missing.`)
  return value
}
