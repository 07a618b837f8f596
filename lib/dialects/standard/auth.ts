import type { Call } from '#lib/dialects/kit/http/operation.ts'
import { authenticate } from '#lib/domain/api-keys/authenticate.ts'
import type { Caller, Door } from '#lib/domain/api-keys/caller.ts'
import { CredentialError } from '#lib/domain/api-keys/credential-error.ts'
import { JWT_SCOPE } from '#lib/domain/api-keys/scopes.ts'

const door: Door = { accepts: ['project_key', 'user_key', 'personal_token', 'oauth'] }

/**
 * `Authorization: Bearer …` or `x-api-key`, not both with different values. An app's token for the Vendaze door is not
 * taken: it was given for what that app itself made, and here it would see the whole team. Throws `CredentialError`.
 */
export async function authenticateRequest(header: Call['header'], now: Date): Promise<Caller> {
  const bearer = bearerOf(header('authorization'))
  const key = header('x-api-key') || null
  if (bearer !== null && key !== null && bearer !== key) throw new CredentialError('malformed')
  const caller = await authenticate(bearer ?? key, door, now)
  if (caller.kind === 'oauth' && caller.scopes.includes(JWT_SCOPE)) throw new CredentialError('wrong_kind')
  return caller
}

function bearerOf(authorization: string | undefined): string | null {
  if (!authorization) return null
  const [, credential] = /^bearer +(\S+) *$/i.exec(authorization) ?? []
  if (credential === undefined) throw new CredentialError('malformed')
  return credential
}
